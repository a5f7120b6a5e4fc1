// @ts-check
/**
 * The resource providers that the deployment needs in the app's subscription, and what for. Azure registers those of the
 * template's resources itself, if the user may; Microsoft.App has no resource in it.
 * https://learn.microsoft.com/azure/azure-functions/flex-consumption-plan#considerations
 * @type {Readonly<Record<string, string>>}
 */
export const appProviders = {
  "Microsoft.App": "Flex Consumption",
  "Microsoft.Communication": "the email service",
  "Microsoft.DurableTask": "the Durable Task Scheduler",
  "Microsoft.Insights": "telemetry and alerts",
  "Microsoft.ManagedIdentity": "the app's identity",
  "Microsoft.OperationalInsights": "logs",
  "Microsoft.Storage": "the storage accounts",
  "Microsoft.Web": "the function app",
};

/**
 * Those that it needs in the subscriptions of the VMs.
 * @type {Readonly<Record<string, string>>}
 */
export const vmProviders = {
  "Microsoft.Compute": "the VMs",
  "Microsoft.Insights": "alert rules",
  "Microsoft.Network": "Network Watcher",
};
