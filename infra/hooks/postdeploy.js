// @ts-check
import { azd, runHook, say } from "./azure.js";
import { hasHostKey } from "./hostKey.js";

// After `azd deploy`.
await runHook(async () => {
  if (!(await hasHostKey()))
    return [
      "The app's host does not start, so it gives no key, and alerts cannot be connected. Look at the app's log stream in the portal, then run: azd deploy, azd provision",
    ];
  azd("env", "set", "CONNECT_ALERTS", "true");
  say("The app's host runs. The next azd provision connects the alerts; azd up does so now.");
  return [];
});
