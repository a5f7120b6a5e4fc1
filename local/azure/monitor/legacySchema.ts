import {
  alertTime,
  conditionType,
  criterion,
  metricValue,
  ruleId,
  windowSize,
  type MetricAlert,
} from "./metricAlert.ts";

const status = { Fired: "Activated", Resolved: "Deactivated" } as const;

/** The payload of an action without the common alert schema. It carries no alert id. */
export const legacySchema = (alert: MetricAlert) => ({
  schemaId: "AzureMonitorMetricAlert",
  data: {
    version: "2.0",
    properties: alert.customProperties,
    status: status[alert.condition],
    context: {
      timestamp: alertTime(alert.at, alert.id),
      id: ruleId(alert),
      name: alert.rule,
      description: "Outgoing traffic is unusually high",
      conditionType,
      severity: "2",
      condition: { windowSize, allOf: [criterion(metricValue(alert))] },
      subscriptionId: alert.vm.subscription,
      resourceGroupName: alert.vm.group,
      resourceName: alert.vm.name,
      resourceType: "Microsoft.Compute/virtualMachines",
      resourceId: alert.vm.id,
      portalLink: `https://portal.azure.com/#resource${alert.vm.id}`,
    },
  },
});
