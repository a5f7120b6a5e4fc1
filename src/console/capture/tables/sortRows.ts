/** What a cell is sorted by; null where nothing is known. */
export type SortValue = number | string | null;

/** Which column orders the rows, and which way. */
export interface SortOrder {
  readonly column: number;
  readonly descending: boolean;
}

/** Names with numbers in them, such as addresses, in the order that a reader expects. */
const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** The rows in an order; equal ones keep theirs, and unknown values come last either way. */
export function sortRows<Row>(
  rows: readonly Row[],
  valueOf: (row: Row) => SortValue,
  descending: boolean,
): readonly Row[] {
  const sign = descending ? -1 : 1;
  return rows.toSorted((one, other) => {
    const [a, b] = [valueOf(one), valueOf(other)];
    if (a === null || b === null) return (a === null ? 1 : 0) - (b === null ? 1 : 0);
    return sign * (typeof a === "number" && typeof b === "number" ? a - b : collator.compare(`${a}`, `${b}`));
  });
}

/** A column's second click turns the order around; its first one begins with what matters most. */
export const nextOrder = (order: SortOrder | null, column: number, isNumeric: boolean): SortOrder =>
  order?.column === column ? { column, descending: !order.descending } : { column, descending: isNumeric };
