import { unreadableAlert } from "../normalAlert.ts";
import { at, field, fieldsOf, textOf, textsOf } from "../text/fields.ts";
import { readSeverity } from "../text/readSeverity.ts";
import { readState } from "../text/readState.ts";
import { readTimestamp } from "../text/readTimestamp.ts";
import { ruleName } from "./ruleName.ts";
import { schemaOf } from "./schemas.ts";
import type { Family } from "./family.ts";

/** The older form of smart detection: the alert as a resource of Microsoft.AlertsManagement. */
export const smartDetection: Family = {
  recognises: (body) =>
    schemaOf(body) === null &&
    textOf(field(body, "type"))?.toLowerCase() === "microsoft.alertsmanagement/alerts" &&
    fieldsOf(at(body, "properties", "essentials")) !== null,
  read(body) {
    const essentials = fieldsOf(at(body, "properties", "essentials"));
    if (essentials === null)
      return unreadableAlert("An alert resource has an object at properties.essentials.");
    const started = field(essentials, "startDateTime");
    return {
      ok: true,
      alert: {
        family: "smart-detection",
        state: readState(field(essentials, "monitorCondition")),
        isActivityLog: false,
        targets: textsOf(field(essentials, "targetResource")),
        targetType: textOf(field(essentials, "targetResourceType")),
        dimensions: [],
        rowIds: [],
        hostNames: [],
        alertId: textOf(field(body, "id")),
        rule: ruleName(field(essentials, "alertRule"), field(body, "name")),
        severity: readSeverity(field(essentials, "severity")),
        firedAt: readTimestamp(started),
        description: textOf(field(essentials, "description")),
        condition: textOf(at(body, "properties", "context", "DetectionSummary")),
        criteria: [],
        metrics: [],
        queries: [],
        customProperties: {},
        occurrenceParts: [textOf(field(body, "id")), textOf(started)],
      },
    };
  },
};
