import { unreadableAlert } from "../normalAlert.ts";
import { readCustomProperties } from "../text/customProperties.ts";
import { at, field, fieldsOf, kindOf, textOf, textsOf } from "../text/fields.ts";
import { readState } from "../text/readState.ts";
import { readTimestamp } from "../text/readTimestamp.ts";
import { hasSchema, schemas } from "./schemas.ts";
import type { Family } from "./family.ts";

/** https://learn.microsoft.com/azure/azure-monitor/alerts/activity-log-alerts-webhook */
export const activityLog: Family = {
  recognises: (body) => hasSchema(body, "activityLog"),
  read(body) {
    const data = fieldsOf(field(body, "data"));
    const event = fieldsOf(at(data, "context", "activityLog"));
    if (event === null) {
      const kind = kindOf(at(data, "context", "activityLog"));
      return unreadableAlert(
        `An alert with schemaId "${schemas.activityLog}" has an object at data.context.activityLog; it is ${kind}.`,
      );
    }
    const resource = textsOf(field(event, "resourceId"));
    return {
      ok: true,
      alert: {
        family: "activity-log",
        state: readState(field(data, "status")),
        isActivityLog: true,
        targets: resource.length > 0 ? resource : textsOf(at(event, "authorization", "scope")),
        targetType: textOf(field(event, "resourceType")),
        dimensions: [],
        rowIds: [],
        hostNames: [],
        rule: null,
        severity: null,
        firedAt: readTimestamp(field(event, "eventTimestamp")),
        description: textOf(field(event, "description")),
        condition: textOf(field(event, "operationName")),
        criteria: [],
        metrics: [],
        queries: [],
        customProperties: readCustomProperties(field(data, "properties")),
        // The events of one operation share its correlationId, but not this.
        occurrenceParts: [textOf(field(event, "eventDataId"))],
      },
    };
  },
};
