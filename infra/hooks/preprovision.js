// @ts-check
import process from "node:process";
import { azd, runHook, say } from "./azure.js";
import { checkSubscription } from "./checkSubscription.js";
import { hasAlertsKey } from "./alertsKey.js";

const {
  AZURE_SUBSCRIPTION_ID,
  AZURE_LOCATION,
  CONNECT_ALERTS,
  DURABLE_BACKEND,
  FUNCTION_APP_NAME,
  HOST_IDENTITY_PRINCIPAL_ID,
  VM_IDS,
} = process.env;

/**
 * `azd down` and the portal delete the app, but CONNECT_ALERTS stays in azd's environment. The action group would then
 * ask for the key of an app that is not there. A deployment from before the host had its own identity is there, but
 * this provision restarts its host with an identity whose roles are new: it gives no key until they work everywhere. An
 * action group that is not in the template stays as it is in Azure.
 */
async function disconnectWithoutKey() {
  if (CONNECT_ALERTS?.toLowerCase() !== "true") return;
  if (HOST_IDENTITY_PRINCIPAL_ID && (await hasAlertsKey())) return;
  azd("env", "set", "CONNECT_ALERTS", "false");
  say(
    "The function alerts gives no key yet. Alerts are connected after the code has been deployed: azd up, or azd deploy and azd provision",
  );
}

/** @returns {readonly string[]} */
function vmIds() {
  try {
    return JSON.parse(VM_IDS || "[]");
  } catch {
    throw new Error(`VM_IDS is not a JSON list of ids, as in: azd env set VM_IDS '["/subscriptions/…"]'`);
  }
}

// Before `azd provision`.
await runHook(async () => {
  await disconnectWithoutKey();
  if (!AZURE_SUBSCRIPTION_ID) return [];
  return checkSubscription({
    subscriptionId: AZURE_SUBSCRIPTION_ID.toLowerCase(),
    location: AZURE_LOCATION ?? "",
    vmIds: vmIds(),
    usesScheduler: DURABLE_BACKEND !== "azureStorage",
    isFirst: !FUNCTION_APP_NAME,
  });
});
