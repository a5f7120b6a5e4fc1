import { unreadableAlert, type NormalAlert } from "../normalAlert.ts";
import { readDimensions } from "../targets/dimension.ts";
import { hostNames } from "../targets/hostNames.ts";
import { rowResourceIds } from "../targets/rowResourceIds.ts";
import { logConditionText } from "../text/conditionText.ts";
import { field, fieldsOf, kindOf, textOf, textsOf, type Fields } from "../text/fields.ts";
import { queriesOf } from "../text/queriesOf.ts";
import { readCriteria } from "../text/readCriteria.ts";
import { readSeverity } from "../text/readSeverity.ts";
import { readTimestamp } from "../text/readTimestamp.ts";
import { ruleName } from "./ruleName.ts";
import { hasSchema, schemaOf, schemas } from "./schemas.ts";
import type { Family } from "./family.ts";

const isFlat = (body: Fields): boolean =>
  schemaOf(body) === null &&
  textOf(field(body, "AlertRuleName")) !== null &&
  field(body, "SearchQuery") !== undefined;

/** The first log alerts (API 2018-04-16 and before): flat, on their own or as the `data` of a schema. */
export const logAlert: Family = {
  recognises: (body) => hasSchema(body, "log") || isFlat(body),
  read(body) {
    if (isFlat(body)) return { ok: true, alert: readFlat(body) };
    const data = fieldsOf(field(body, "data"));
    if (data !== null) return { ok: true, alert: readFlat(data) };
    const kind = kindOf(field(body, "data"));
    return unreadableAlert(`An alert with schemaId "${schemas.log}" has an object at data; it is ${kind}.`);
  },
};

function readFlat(data: Fields): NormalAlert {
  const dimensions = readDimensions(field(data, "Dimensions"));
  const source = textOf(field(data, "WorkspaceId", "ApplicationId"));
  const end = field(data, "SearchIntervalEndtimeUtc");
  const rule = ruleName(field(data, "AlertRuleName"), null);
  const targets = textsOf(field(data, "ResourceId"));
  const service = field(data, "ApplicationId") === undefined ? null : "Application Insights";
  return {
    family: "log",
    state: null,
    isActivityLog: false,
    targets,
    targetType: null,
    dimensions,
    rowIds: rowResourceIds(data),
    hostNames: hostNames({ dimensions, targets, service, context: data }),
    rule,
    severity: readSeverity(field(data, "Severity")),
    firedAt: readTimestamp(end),
    description: textOf(field(data, "Description")),
    condition: logConditionText(data),
    criteria: readCriteria(null, data),
    metrics: [],
    queries: queriesOf(data),
    customProperties: {},
    occurrenceParts: [
      source,
      rule,
      textOf(end),
      JSON.stringify(dimensions.map(({ name, value }) => [name, value])),
    ],
  };
}
