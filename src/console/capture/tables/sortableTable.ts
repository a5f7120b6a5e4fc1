import { h, type ComponentChildren, type JSX } from "preact";
import { useState } from "preact/hooks";
import { CopyButton } from "../blocks/copyButton.ts";
import { ScrollBox } from "../blocks/scrollBox.ts";
import { nextOrder, sortRows, type SortOrder, type SortValue } from "./sortRows.ts";

/** A column of a table that can be sorted. */
export interface SortableColumn<Row> {
  readonly name: string;
  readonly valueOf: (row: Row) => SortValue;
  /** What is shown, where that is not the value itself. */
  readonly show?: (row: Row) => ComponentChildren;
  /** Figures stand to the right, and the largest ones come first. */
  readonly isNumeric?: boolean;
}

interface SortableTableProps<Row> {
  readonly name: string;
  /** How much of what there is the rows are. */
  readonly note?: string | null;
  /** Takes the whole width of the page. */
  readonly isWide?: boolean;
  readonly rows: readonly Row[];
  readonly columns: readonly SortableColumn<Row>[];
  /** Wireshark's display filter for a row; null where there is none. */
  readonly filterOf: (row: Row) => string | null;
}

/** A table that is sorted by a click on a column's name; at first it is in the order of the analysis. */
export function SortableTable<Row>({
  name,
  note = null,
  isWide = false,
  rows,
  columns,
  filterOf,
}: SortableTableProps<Row>): JSX.Element {
  const [order, setOrder] = useState<SortOrder | null>(null);
  const column = order === null ? undefined : columns[order.column];
  const sorted =
    order === null || column === undefined ? rows : sortRows(rows, column.valueOf, order.descending);
  return h(
    "div",
    { class: isWide ? "block wide" : "block" },
    h("h3", null, name),
    note === null ? null : h("p", { class: "note" }, note),
    h(
      ScrollBox,
      { label: name },
      h(
        "table",
        { class: "data", "aria-label": name },
        h(
          "thead",
          null,
          h("tr", null, ...columns.map((one, index) => headCell(one, index, order, setOrder)), filterHead()),
        ),
        h(
          "tbody",
          null,
          ...sorted.map((row) =>
            h("tr", null, ...columns.map((one) => cell(one, row)), filterCell(filterOf(row))),
          ),
        ),
      ),
    ),
  );
}

function headCell<Row>(
  { name, isNumeric = false }: SortableColumn<Row>,
  index: number,
  order: SortOrder | null,
  setOrder: (order: SortOrder) => void,
): JSX.Element {
  const isSorted = order?.column === index;
  const direction = isSorted ? (order.descending ? "descending" : "ascending") : "none";
  return h(
    "th",
    { scope: "col", class: isNumeric ? "figure" : "", "aria-sort": direction },
    h(
      "button",
      {
        type: "button",
        class: "sort",
        onClick: () => {
          setOrder(nextOrder(order, index, isNumeric));
        },
      },
      name,
      h("span", { class: "arrow", "aria-hidden": "true" }, isSorted ? (order.descending ? "▼" : "▲") : "↕"),
    ),
  );
}

const filterHead = (): JSX.Element => h("th", { scope: "col" }, "Filter");

const cell = <Row>({ valueOf, show, isNumeric = false }: SortableColumn<Row>, row: Row): JSX.Element =>
  h("td", { class: isNumeric ? "figure" : "" }, show === undefined ? valueOf(row) : show(row));

const filterCell = (filter: string | null): JSX.Element =>
  h("td", null, filter === null ? null : h(CopyButton, { text: filter, label: "Copy the filter" }));
