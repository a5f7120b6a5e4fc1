import { boundedText } from "../../redaction/boundedText.ts";
import { readDimensions } from "../targets/dimension.ts";
import { field, fieldsOf, listOf, textOf, type Fields } from "./fields.ts";

const longestQuery = 150;
const mostDimensions = 3;
/** A rule has no more; a forged body may. */
const mostCriteria = 5;

const symbols: Readonly<Record<string, string>> = {
  greaterthan: ">",
  greaterthanorequal: ">=",
  lessthan: "<",
  lowerthan: "<",
  lessthanorequal: "<=",
  lowerthanorequal: "<=",
  equals: "=",
  equal: "=",
  notequals: "!=",
  greaterorlessthan: "outside",
};

/** "GreaterThan", "Greater Than" → ">"; an unknown operator is returned as it is. */
const operatorText = (value: unknown): string => {
  const text = textOf(value) ?? "?";
  const key = text.replaceAll(" ", "").toLowerCase();
  return Object.hasOwn(symbols, key) ? (symbols[key] ?? text) : text;
};

/** A window's length; classic alerts give only a number of minutes. */
const windowText = (value: unknown): string | null => {
  const text = textOf(value);
  return text !== null && /^\d+$/.test(text) ? `PT${text}M` : text;
};

/** ` [ApiName = GetBlob]`; dimensions that repeat the target are left out. */
function dimensionText(criterion: Fields): string {
  const named = readDimensions(field(criterion, "dimensions"))
    .filter(({ name }) => !/resource(?:id|type)$/i.test(name))
    .slice(0, mostDimensions)
    .map(({ name, value }) => `${boundedText(name, 60)} = ${boundedText(value, 60)}`);
  return named.length === 0 ? "" : ` [${named.join(", ")}]`;
}

const queryText = (query: string | null): string =>
  query === null ? "" : `; query: ${boundedText(query.replace(/\s+/g, " "), longestQuery)}`;

/** The value that was compared with the threshold. */
function subject(criterion: Fields): string {
  const query = textOf(field(criterion, "searchQuery"));
  const counted =
    query === null ? null : (textOf(field(criterion, "metricMeasureColumn")) ?? "query results");
  const webTest = textOf(field(criterion, "webTestName"));
  const measure = boundedText(textOf(field(criterion, "metricName")) ?? counted ?? "?", 120);
  return webTest === null ? measure : `${measure} of ${boundedText(webTest, 120)}`;
}

/** One criterion: "Network Out Total > 500000000 (Total over PT5M), measured 812345678". */
function criterionText(criterion: Fields, windowSize: unknown): string {
  const over = windowText(windowSize);
  const how = [
    [textOf(field(criterion, "timeAggregation")), over].filter((part) => part !== null).join(" over "),
    textOf(field(criterion, "alertSensitivity")) === null ? "" : "dynamic threshold",
  ].filter((part) => part !== "");
  const measured = textOf(field(criterion, "metricValue"));
  return [
    `${subject(criterion)}${dimensionText(criterion)}`,
    ` ${operatorText(field(criterion, "operator"))} ${textOf(field(criterion, "threshold")) ?? "?"}`,
    how.length === 0 ? "" : ` (${how.join(", ")})`,
    measured === null ? "" : `, measured ${measured}`,
    queryText(textOf(field(criterion, "searchQuery"))),
  ].join("");
}

/** A condition with its criteria (`allOf`); a classic alert's condition is itself one criterion. */
export function conditionText(condition: Fields | null): string | null {
  if (condition === null) return null;
  const windowSize = field(condition, "windowSize");
  const listed = field(condition, "allOf");
  const criteria = listed === undefined ? [condition] : listOf(listed).slice(0, mostCriteria);
  const known = criteria
    .map(fieldsOf)
    .filter((criterion) => criterion !== null && field(criterion, "operator", "threshold") !== undefined);
  if (known.length === 0) return null;
  return known
    .map((criterion) => (criterion === null ? "" : criterionText(criterion, windowSize)))
    .join("; and ");
}

/**
 * The condition of the first log alerts: "query results > 0 (Number of results over PT1440M), measured 2;
 * query: …".
 */
export function logConditionText(context: Fields | null): string | null {
  const query = textOf(field(context, "SearchQuery"));
  const threshold = textOf(field(context, "Threshold", "AlertThresholdValue"));
  if (query === null && threshold === null) return null;
  const minutes = textOf(field(context, "SearchIntervalInMinutes", "SearchIntervalDurationMin"));
  const seconds = textOf(field(context, "SearchIntervalInSeconds"));
  const over = minutes === null ? (seconds === null ? null : `PT${seconds}S`) : `PT${minutes}M`;
  const how = [textOf(field(context, "AlertType")), over].filter((part) => part !== null).join(" over ");
  const measured = textOf(field(context, "ResultCount"));
  return [
    `query results ${operatorText(field(context, "Operator", "AlertThresholdOperator"))} ${threshold ?? "?"}`,
    how === "" ? "" : ` (${how})`,
    measured === null ? "" : `, measured ${measured}`,
    queryText(query),
  ].join("");
}
