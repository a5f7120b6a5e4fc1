import { boundedOrNull, boundedText } from "../../redaction/boundedText.ts";
import { readDimensions, type Dimension } from "../targets/dimension.ts";
import { field, fieldsOf, listOf, textOf, type Fields } from "./fields.ts";
import type { Aggregation, Criterion, Operator } from "../criterion.ts";

/** A rule has no more; a forged body may. */
const mostCriteria = 5;
const mostDimensions = 3;
const longestName = 120;

const aggregations: ReadonlyMap<string, Aggregation> = new Map([
  ["average", "average"],
  ["avg", "average"],
  ["total", "total"],
  ["sum", "total"],
  ["maximum", "maximum"],
  ["max", "maximum"],
  ["minimum", "minimum"],
  ["min", "minimum"],
  ["count", "count"],
]);

const operators: ReadonlyMap<string, Operator> = new Map([
  ["greaterthan", ">"],
  ["greaterthanorequal", ">="],
  ["lessthan", "<"],
  ["lowerthan", "<"],
  ["lessthanorequal", "<="],
  ["lowerthanorequal", "<="],
  ["equals", "="],
  ["equal", "="],
  ["notequals", "!="],
  ["notequal", "!="],
  ["greaterorlessthan", "outside"],
]);

/** The conditions of an alert rule, by its `condition` or by the context of the first log alerts. */
export function readCriteria(condition: Fields | null, context: Fields | null): readonly Criterion[] {
  const windowSeconds = readWindow(field(condition, "windowSize"));
  const listed = field(condition, "allOf");
  const criteria = (listed === undefined ? [condition] : listOf(listed))
    .slice(0, mostCriteria)
    .map(fieldsOf)
    .filter((one) => one !== null && field(one, "operator", "threshold") !== undefined)
    .map((one) => criterionOf(one, windowSeconds));
  return criteria.length > 0 ? criteria : logCriteria(context);
}

function criterionOf(one: Fields | null, windowSeconds: number | null): Criterion {
  const webTest = name(field(one, "webTestName"));
  const metric = name(field(one, "metricName"));
  const isQuery = metric === null && textOf(field(one, "searchQuery")) !== null;
  return {
    kind: webTest === null ? (isQuery ? "query" : "metric") : "webTest",
    measure: webTest ?? metric ?? name(field(one, "metricMeasureColumn")),
    namespace: name(field(one, "metricNamespace")),
    unit: name(field(one, "metricUnit")),
    dimensions: readDimensions(field(one, "dimensions")).flatMap(keptDimension).slice(0, mostDimensions),
    aggregation: known(aggregations, field(one, "timeAggregation")),
    operator: known(operators, field(one, "operator")),
    threshold: readNumber(field(one, "threshold")),
    isDynamic: textOf(field(one, "alertSensitivity")) !== null,
    value: readNumber(field(one, "metricValue")),
    windowSeconds,
  };
}

/**
 * Log alerts of API 2018-04-16 and before. "Number of results" compares the count of rows; a "metric
 * measurement" compares the column AggregatedValue, which the payload does not repeat.
 */
function logCriteria(context: Fields | null): readonly Criterion[] {
  const threshold = readNumber(field(context, "Threshold", "AlertThresholdValue"));
  const results = readNumber(field(context, "ResultCount"));
  if (textOf(field(context, "SearchQuery")) === null || (threshold ?? results) === null) return [];
  const measures = /^metric ?measurement$/i.test(textOf(field(context, "AlertType")) ?? "");
  const seconds = readNumber(field(context, "SearchIntervalInSeconds"));
  const window = field(context, "SearchIntervalInMinutes", "SearchIntervalDurationMin");
  return [
    {
      kind: "query",
      measure: measures ? "AggregatedValue" : null,
      ...{ namespace: null, unit: null, isDynamic: false },
      dimensions: readDimensions(field(context, "Dimensions"))
        .flatMap(keptDimension)
        .slice(0, mostDimensions),
      aggregation: measures ? null : "count",
      operator: known(operators, field(context, "Operator", "AlertThresholdOperator")),
      threshold,
      value: measures ? null : results,
      windowSeconds: readWindow(window) ?? (seconds === null ? null : bounded(seconds)),
    },
  ];
}

const name = (value: unknown): string | null => boundedOrNull(textOf(value), longestName);

/** "GreaterThan", "Greater Than": spaces and casing vary. */
const known = <T>(names: ReadonlyMap<string, T>, value: unknown): T | null =>
  names.get((textOf(value) ?? "").replaceAll(" ", "").toLowerCase()) ?? null;

/** Thresholds are texts; "NaN" and "Infinity" are none. */
function readNumber(value: unknown): number | null {
  const text = textOf(value);
  const number = text === null ? NaN : Number(text);
  return Number.isFinite(number) ? number : null;
}

const iso = /^P(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,8})S)?)?$/i;

/** "PT5M", "P1D"; classic alerts give only a number of minutes. */
function readWindow(value: unknown): number | null {
  const text = textOf(value)?.trim() ?? "";
  if (/^\d{1,6}$/.test(text)) return bounded(Number(text) * 60);
  const [, days = 0, hours = 0, minutes = 0, seconds = 0] = iso.exec(text) ?? [];
  return bounded(Number(days) * 86_400 + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds));
}

const bounded = (seconds: number): number | null => (seconds > 0 && seconds < 1e9 ? seconds : null);

/** Dimensions that repeat the target say nothing. */
const keptDimension = ({ name: of, value }: Dimension): readonly Dimension[] =>
  /resource(?:id|type)$/i.test(of) ? [] : [{ name: boundedText(of, 60), value: boundedText(value, 60) }];
