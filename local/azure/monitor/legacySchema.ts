import { alertTime, conditionType, criterion, ruleId, windowSize, type MetricAlert } from "./metricAlert.ts";

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
      condition: { windowSize, allOf: [criterion(alert)] },
      subscriptionId: alert.target.subscription,
      resourceGroupName: alert.target.group,
      resourceName: alert.target.name,
      resourceType: alert.target.type,
      resourceId: alert.target.id,
      portalLink: `https://portal.azure.com/#resource${alert.target.id}`,
    },
  },
});
