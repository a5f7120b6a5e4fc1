import * as v from "valibot";
import type { Criterion } from "../../alerts/criterion.ts";

const text = (longest: number) => v.pipe(v.string("must be a text"), v.maxLength(longest));
const amount = v.nullable(v.pipe(v.number("must be a number"), v.finite("must be a finite number")));

const criterion: v.GenericSchema<unknown, Criterion> = v.object({
  kind: v.picklist(["metric", "query", "webTest"]),
  measure: v.nullable(text(120)),
  namespace: v.nullable(text(120)),
  unit: v.nullable(text(120)),
  dimensions: v.pipe(v.array(v.object({ name: text(60), value: text(60) })), v.maxLength(3)),
  aggregation: v.nullable(v.picklist(["average", "total", "maximum", "minimum", "count"])),
  operator: v.nullable(v.picklist([">", ">=", "<", "<=", "=", "!=", "outside"])),
  threshold: amount,
  isDynamic: v.boolean(),
  value: amount,
  windowSeconds: amount,
});

const schema: v.GenericSchema<unknown, readonly Criterion[]> = v.pipe(v.array(criterion), v.maxLength(5));

/**
 * The conditions of an alert rule in an orchestration's input; none where they cannot be read: that costs a
 * sentence of the report, not the capture.
 */
export function storedCriteria(input: unknown): readonly Criterion[] {
  const reading = v.safeParse(schema, input, { abortEarly: true });
  return reading.success ? reading.output : [];
}
