import { numberText } from "../../../wording/numberText.ts";
import { roughBytes } from "../../../wording/roughBytes.ts";
import type { SortableColumn } from "./sortableTable.ts";

/** A column of figures. */
export const figureColumn = {
  ofBytes: <Row>(name: string, bytesOf: (row: Row) => number): SortableColumn<Row> => ({
    name,
    valueOf: bytesOf,
    show: (row) => roughBytes(bytesOf(row)),
    isNumeric: true,
  }),
  ofCount: <Row>(name: string, countOf: (row: Row) => number): SortableColumn<Row> => ({
    name,
    valueOf: countOf,
    show: (row) => numberText(countOf(row)),
    isNumeric: true,
  }),
};
