import { field, fieldsOf, listOf, textOf, type Fields } from "./fields.ts";

/**
 * Names of the metrics in a condition's criteria (`allOf`); a classic alert's condition is itself one
 * criterion.
 */
export function conditionMetrics(condition: Fields | null): readonly string[] {
  const listed = field(condition, "allOf");
  const criteria = listed === undefined ? [condition] : listOf(listed);
  return criteria
    .map((criterion) => textOf(field(fieldsOf(criterion), "metricName")))
    .filter((name) => name !== null);
}
