import type { Dimension } from "./targets/dimension.ts";

/** How the values of a window became one; null: unknown. */
export type Aggregation = "average" | "total" | "maximum" | "minimum" | "count";

export type Operator = ">" | ">=" | "<" | "<=" | "=" | "!=" | "outside";

/** One condition of an alert rule and what was measured. Plain JSON, bounded. */
export interface Criterion {
  readonly kind: "metric" | "query" | "webTest";
  /** The metric, the column of the query's result, or the web test; null: the query's results are counted. */
  readonly measure: string | null;
  /** Of the metric: "Microsoft.Compute/virtualMachines". */
  readonly namespace: string | null;
  /** Only classic alerts declare it: "Bytes". */
  readonly unit: string | null;
  /** Those that do not repeat the target. */
  readonly dimensions: readonly Dimension[];
  readonly aggregation: Aggregation | null;
  readonly operator: Operator | null;
  readonly threshold: number | null;
  /** Whether the threshold is learnt from the metric's past. */
  readonly isDynamic: boolean;
  readonly value: number | null;
  readonly windowSeconds: number | null;
}
