import { field, textOf, type Fields } from "../text/fields.ts";

/** The schema id of a body in lower case; null without one. */
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
