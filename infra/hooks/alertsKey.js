// @ts-check
import process from "node:process";
import { arm, until } from "./azure.js";

const { AZURE_SUBSCRIPTION_ID, AZURE_RESOURCE_GROUP, FUNCTION_APP_NAME } = process.env;

/** What Azure Resource Manager itself answers, as opposed to the app's host, when there is no app. */
const gone = ["ResourceNotFound", "ResourceGroupNotFound", "SubscriptionNotFound"];

/**
 * Waits for the key of the function that the action group calls. The host makes it when it is first asked for it, once it
 * has the code, and gives it only while it runs: a host that starts answers "ServiceUnavailable from host runtime".
 * https://github.com/Azure/azure-functions-host/issues/6568
 * @returns {Promise<boolean>} false: there is no app, or its host gives no key in time
 * @throws Error when one may not read keys
 */
export async function hasAlertsKey() {
  if (!AZURE_SUBSCRIPTION_ID || !AZURE_RESOURCE_GROUP || !FUNCTION_APP_NAME) return false;
  const site = `/subscriptions/${AZURE_SUBSCRIPTION_ID}/resourceGroups/${AZURE_RESOURCE_GROUP}/providers/Microsoft.Web/sites/${FUNCTION_APP_NAME}`;
  const found = await until(async () => {
    const { status, body } = await arm("POST", `${site}/functions/alerts/listkeys?api-version=2024-11-01`);
    if (status === 200 && body.default) return true;
    if (status === 404 && gone.includes(body.error?.code)) return false;
    if (status === 401 || status === 403)
      throw new Error(
        `You may not read the keys of ${FUNCTION_APP_NAME} (Microsoft.Web/sites/functions/listkeys/action): ${body.error?.message ?? status}`,
      );
    return null;
  });
  return found === true;
}
