import { field, textOf, type Fields } from "../text/fields.ts";

/** The schema that a body claims, for comparing without case; null when it claims none. */
export const schemaOf = (body: Fields): string | null =>
  textOf(field(body, "schemaId"))?.toLowerCase() ?? null;

export const schemas = {
  common: "azureMonitorCommonAlertSchema",
  metric: "AzureMonitorMetricAlert",
  activityLog: "Microsoft.Insights/activityLogs",
  log: "Microsoft.Insights/LogAlert",
  budget: "AIP Budget Notification",
} as const;

export const hasSchema = (body: Fields, name: keyof typeof schemas): boolean =>
  schemaOf(body) === schemas[name].toLowerCase();
