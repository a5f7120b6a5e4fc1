import { unreadableAlert } from "../normalAlert.ts";
import { field, fieldsOf } from "../text/fields.ts";
import { readMetricContext } from "./readMetricContext.ts";
import { schemaOf } from "./schemas.ts";
import type { Family } from "./family.ts";

/**
 * Classic metric and web test alerts, 2015 to 2018: no schemaId, a top-level context. Test senders still use
 * them.
 */
export const classicMetric: Family = {
  recognises: (body) =>
    schemaOf(body) === null &&
    field(body, "data") === undefined &&
    field(body, "status") !== undefined &&
    fieldsOf(field(body, "context")) !== null,
  read(body) {
    const context = fieldsOf(field(body, "context"));
    return context === null
      ? unreadableAlert("A classic metric alert has an object at context.")
      : { ok: true, alert: readMetricContext("classic-metric", body, context) };
  },
};
