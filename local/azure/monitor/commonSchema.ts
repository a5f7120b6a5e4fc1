import {
  alertTime,
  conditionType,
  criterion,
  evaluatedWindow,
  originAlertId,
  ruleId,
  windowSize,
  type MetricAlert,
} from "./metricAlert.ts";

/** The common alert schema. Azure lower-cases target ids in it. */
export const commonSchema = (alert: MetricAlert) => ({
  schemaId: "azureMonitorCommonAlertSchema",
  data: {
    essentials: {
      alertId: `/subscriptions/${alert.target.subscription}/providers/Microsoft.AlertsManagement/alerts/${alert.id}`,
      alertRule: alert.rule,
      targetResourceType: alert.target.type.toLowerCase(),
      alertRuleID: ruleId(alert),
      severity: "Sev2",
      signalType: "Metric",
      monitorCondition: alert.condition,
      targetResourceGroup: alert.target.group.toLowerCase(),
      monitoringService: "Platform",
      alertTargetIDs: [alert.target.id.toLowerCase()],
      configurationItems: [alert.target.name.toLowerCase()],
      originAlertId: originAlertId(alert),
      // A live Resolved delivery had the time of the end in both.
      firedDateTime: alertTime(alert.condition === "Resolved" ? alert.at : alert.firedAt, alert.id),
      ...(alert.condition === "Resolved" && { resolvedDateTime: alertTime(alert.at, alert.id) }),
      description: "Outgoing traffic is unusually high",
      essentialsVersion: "1.0",
      alertContextVersion: "1.0",
    },
    alertContext: {
      properties: alert.customProperties,
      conditionType,
      condition: {
        windowSize,
        allOf: [criterion(alert)],
        staticThresholdFailingPeriods: { numberOfEvaluationPeriods: 0, minFailingPeriodsToAlert: 0 },
        ...evaluatedWindow(alert),
      },
    },
    customProperties: alert.customProperties,
  },
});
