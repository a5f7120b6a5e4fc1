import { field, fieldsOf, listOf, textOf, type Fields } from "./fields.ts";

/**
 * Names of the metrics, or of the measured columns of a log query, in a condition's criteria (`allOf`); a
 * classic alert's condition is itself one criterion.
 */
export function conditionMetrics(condition: Fields | null): readonly string[] {
  const listed = field(condition, "allOf");
  const criteria = listed === undefined ? [condition] : listOf(listed);
  return criteria
    .map(fieldsOf)
    .map((criterion) => textOf(field(criterion, "metricName") ?? field(criterion, "metricMeasureColumn")))
    .filter((name) => name !== null);
}
