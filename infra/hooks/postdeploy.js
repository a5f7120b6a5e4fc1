// @ts-check
import { azd, runHook, say } from "./azure.js";
import { hasAlertsKey } from "./alertsKey.js";

// After `azd deploy`.
await runHook(async () => {
  if (!(await hasAlertsKey()))
    return [
      "The app's host gives no key of the function alerts, because it does not start, so alerts cannot be connected. Look at the app's log stream in the portal, then run: azd deploy, azd provision",
    ];
  azd("env", "set", "CONNECT_ALERTS", "true");
  say("The app's host runs. The next azd provision connects the alerts; azd up does so now.");
  return [];
});
