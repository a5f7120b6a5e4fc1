import { unreadableAlert } from "../normalAlert.ts";
import { at, field, fieldsOf, kindOf } from "../text/fields.ts";
import { readMetricContext } from "./readMetricContext.ts";
import { hasSchema, schemas } from "./schemas.ts";
import type { Family } from "./family.ts";

/**
 * https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-non-common-schema-definitions, metric alerts
 */
export const metric: Family = {
  recognises: (body) => hasSchema(body, "metric"),
  read(body) {
    const data = fieldsOf(field(body, "data"));
    const context = fieldsOf(field(data, "context"));
    if (data === null || context === null) {
      const kind = kindOf(at(body, "data", "context"));
      return unreadableAlert(
        `An alert with schemaId "${schemas.metric}" has an object at data.context; it is ${kind}.`,
      );
    }
    return { ok: true, alert: readMetricContext("metric", data, context) };
  },
};
