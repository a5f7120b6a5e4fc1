import { dimensionsOfCriteria } from "../targets/dimension.ts";
import { hostNames } from "../targets/hostNames.ts";
import { conditionMetrics } from "../text/conditionMetrics.ts";
import { conditionText } from "../text/conditionText.ts";
import { readCustomProperties } from "../text/customProperties.ts";
import { field, fieldsOf, textOf, textsOf, type Fields } from "../text/fields.ts";
import { readCriteria } from "../text/readCriteria.ts";
import { readSeverity } from "../text/readSeverity.ts";
import { readState } from "../text/readState.ts";
import { readTimestamp } from "../text/readTimestamp.ts";
import { ruleName } from "./ruleName.ts";
import type { NormalAlert } from "../normalAlert.ts";

/**
 * Reads what the metric family and the classic one share: `{status, context, properties}`. There is no alert
 * id; rule, resource, time and state identify the firing.
 */
export function readMetricContext(family: string, holder: Fields, context: Fields): NormalAlert {
  const condition = fieldsOf(field(context, "condition"));
  const dimensions = dimensionsOfCriteria(condition);
  const [id, timestamp, resourceId] = ["id", "timestamp", "resourceId"].map((name) => field(context, name));
  const state = readState(field(holder, "status"));
  return {
    family,
    state,
    isActivityLog: false,
    targets: textsOf(resourceId),
    targetType: textOf(field(context, "resourceType")),
    dimensions,
    rowIds: [],
    hostNames: hostNames({ dimensions, targets: textsOf(resourceId), service: null, context: null }),
    rule: ruleName(field(context, "name"), id),
    severity: readSeverity(field(context, "severity")),
    firedAt: readTimestamp(timestamp),
    description: textOf(field(context, "description")),
    condition: conditionText(condition),
    criteria: readCriteria(condition, null),
    metrics: conditionMetrics(condition),
    queries: [],
    customProperties: readCustomProperties(field(holder, "properties")),
    occurrenceParts: [textOf(id), textOf(timestamp), textOf(resourceId), state ?? ""],
  };
}
