import { h, type JSX } from "preact";
import { CheckedLink } from "./checkedLink.ts";
import { ScrollBox } from "./scrollBox.ts";
import type { Block, Cell } from "../../../report/section.ts";

type TableBlock = Extract<Block, { kind: "table" }>;

/** A table of the email. Links within the email lead nowhere here, so their text stays. */
export const CellsView = ({ title, columns, rows }: TableBlock): JSX.Element =>
  h(
    ScrollBox,
    { label: title ?? columns.map(({ name }) => name).join(", ") },
    h(
      "table",
      { class: "data" },
      h("thead", null, h("tr", null, ...columns.map(({ name }) => h("th", { scope: "col" }, name)))),
      h(
        "tbody",
        null,
        ...rows.map((cells) =>
          h("tr", null, ...cells.map((cell, index) => cellOf(cell, columns[index]?.short === true))),
        ),
      ),
    ),
  );

const cellOf = ({ text, note, href }: Cell, isShort: boolean): JSX.Element =>
  h(
    "td",
    { class: isShort ? "short" : "" },
    href === undefined || href.startsWith("#") ? text : h(CheckedLink, { label: text, href }),
    note == null ? null : h("small", null, note),
  );
