import { unreadableAlert } from "../normalAlert.ts";
import { dimensionsOfCriteria, readDimensions, readLabels } from "../targets/dimension.ts";
import { hostNames } from "../targets/hostNames.ts";
import { rowResourceIds } from "../targets/rowResourceIds.ts";
import { conditionMetrics } from "../text/conditionMetrics.ts";
import { conditionText, logConditionText } from "../text/conditionText.ts";
import { readCustomProperties } from "../text/customProperties.ts";
import { at, field, fieldsOf, kindOf, textOf, textsOf, type Fields } from "../text/fields.ts";
import { queriesOf } from "../text/queriesOf.ts";
import { readCriteria } from "../text/readCriteria.ts";
import { readSeverity } from "../text/readSeverity.ts";
import { readState } from "../text/readState.ts";
import { readTimestamp } from "../text/readTimestamp.ts";
import { ruleName } from "./ruleName.ts";
import { hasSchema, schemas } from "./schemas.ts";
import type { Family } from "./family.ts";

/** https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-common-schema */
export const common: Family = {
  // The test sender has put a common body under the schema of a log alert.
  recognises: (body) =>
    hasSchema(body, "common") ||
    (hasSchema(body, "log") && fieldsOf(at(body, "data", "essentials")) !== null),
  read(body) {
    const data = fieldsOf(field(body, "data"));
    const essentials = fieldsOf(field(data, "essentials"));
    if (essentials === null) {
      const kind = kindOf(at(body, "data", "essentials"));
      return unreadableAlert(
        `An alert with schemaId "${schemas.common}" has an object at data.essentials; it is ${kind}.`,
      );
    }
    const context = fieldsOf(field(data, "alertContext"));
    const condition = fieldsOf(field(context, "condition"));
    const dimensions = [...dimensionsOfCriteria(condition), ...readDimensions(field(context, "Dimensions"))];
    const labels = readLabels(field(context, "labels"));
    const named = [...dimensions, ...labels];
    const alerting = identity(essentials);
    const service = textOf(field(essentials, "monitoringService"));
    return {
      ok: true,
      alert: {
        family: "common",
        ...alerting,
        dimensions: named,
        rowIds: rowResourceIds(context),
        hostNames: hostNames({ dimensions: named, targets: alerting.targets, service, context }),
        severity: readSeverity(field(essentials, "severity")),
        firedAt: readTimestamp(field(essentials, "firedDateTime")),
        resolvedAt: readTimestamp(field(essentials, "resolvedDateTime")),
        description: textOf(field(essentials, "description")),
        condition: conditionText(condition) ?? logConditionText(context) ?? otherConditionText(context),
        criteria: readCriteria(condition, context),
        metrics: conditionMetrics(condition),
        queries: queriesOf(context),
        customProperties: readCustomProperties(customProperties(data, context)),
      },
    };
  },
};

/** What fired, on which resource, and what identifies this firing. */
function identity(essentials: Fields) {
  return {
    state: readState(field(essentials, "monitorCondition")),
    isActivityLog: isActivityLog(essentials),
    targets: textsOf(field(essentials, "alertTargetIDs")),
    targetType: textOf(field(essentials, "targetResourceType")),
    alertId: textOf(field(essentials, "alertId")),
    rule: ruleName(field(essentials, "alertRule"), field(essentials, "alertRuleID")),
    occurrenceParts: [textOf(field(essentials, "alertId")), textOf(field(essentials, "firedDateTime"))],
  };
}

/** Names vary: "Activity Log", "ActivityLog"; "Resource Health", "ResourceHealth". */
const isActivityLog = (essentials: Fields): boolean =>
  /^activity ?log/i.test(textOf(field(essentials, "signalType")) ?? "") ||
  /^(?:activity ?log|service ?health|resource ?health)/i.test(
    textOf(field(essentials, "monitoringService")) ?? "",
  );

/**
 * Metric and log alerts repeat the custom properties in their context; elsewhere `properties` is something
 * else.
 */
function customProperties(data: Fields | null, context: Fields | null): unknown {
  const own = fieldsOf(field(data, "customProperties"));
  return own ?? (field(context, "condition") === undefined ? null : field(context, "properties"));
}

/** Prometheus, activity log and smart detection. */
function otherConditionText(context: Fields | null): string | null {
  const expression = textOf(field(context, "expression"));
  if (expression !== null) {
    const lasting = textOf(field(context, "for"));
    const measured = textOf(field(context, "expressionValue"));
    return `${expression}${lasting === null ? "" : ` for ${lasting}`}${measured === null ? "" : `, measured ${measured}`}`;
  }
  return textOf(field(context, "operationName")) ?? textOf(field(context, "DetectionSummary"));
}
