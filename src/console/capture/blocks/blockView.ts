import { h, type ComponentChildren, type JSX } from "preact";
import { unbroken } from "../../../wording/unbroken.ts";
import { BarsView } from "./barsView.ts";
import { CellsView } from "./cellsView.ts";
import { CheckedLink } from "./checkedLink.ts";
import { CodeLine } from "./codeLine.ts";
import { ColumnsView } from "./columnsView.ts";
import { FactsView } from "./factsView.ts";
import type { Block, Link } from "../../../report/section.ts";

/** A part of a section of the email. */
export function BlockView({ block }: { readonly block: Block }): JSX.Element {
  if (block.kind === "paragraph")
    return h("p", null, block.label === null ? null : h("b", null, `${block.label}: `), unbroken(block.text));
  return h(
    "div",
    { class: `block block-${block.kind}` },
    block.title === null ? null : h("h3", null, block.title),
    content(block),
    "more" in block && block.more !== null ? h("p", { class: "more" }, block.more) : null,
  );
}

function content(block: Exclude<Block, { kind: "paragraph" }>): ComponentChildren {
  switch (block.kind) {
    case "facts":
      return h(FactsView, { facts: block.facts });
    case "commands":
      return block.lines.map((text) => h(CodeLine, { key: text, text, label: "Copy the command" }));
    case "bars":
      return h(BarsView, { rows: block.rows });
    case "timeline":
      return h(ColumnsView, block);
    case "table":
      return h(CellsView, block);
    case "list":
      return listItems(block);
    case "links":
      return h(
        "ul",
        { class: "links" },
        block.links.map(({ label, href }) =>
          h("li", { key: `${label} ${href}` }, h(CheckedLink, { label, href })),
        ),
      );
  }
}

const listItems = ({ items }: Extract<Block, { kind: "list" }>): JSX.Element =>
  h(
    "ul",
    { class: "items" },
    items.map(({ text, note, links }) =>
      h(
        "li",
        { key: `${text} ${note ?? ""}` },
        text,
        note === null ? null : h("small", null, links === undefined ? note : inNote(links)),
      ),
    ),
  );

const inNote = (links: readonly Link[]): ComponentChildren =>
  links.map(({ label, href }, index) => [
    index === 0 ? "" : ", ",
    h(CheckedLink, { key: href, label, href }),
  ]);
