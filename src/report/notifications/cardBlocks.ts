import { oneLine } from "../text/oneLine.ts";
import type { Block, Cell } from "../section.ts";

const longest = 600;

/** Enough for every VM of an alert. */
const mostRows = 20;

type Style = Readonly<Record<string, string>>;

/**
 * A text of a card. Runs of text are shown as they are, while a TextBlock would read Markdown, with links, in
 * names of hosts and rules; only dates in double braces are still replaced.
 */
export const run = (text: string, style: Style = {}): object => ({
  type: "TextRun",
  text: plain(text),
  ...style,
});

const plain = (text: string): string => oneLine(text, longest).replaceAll("{{", "{ {");

export const line = (...inlines: readonly object[]): object => ({ type: "RichTextBlock", inlines });

/** A label and its value on one line. */
const labelled = (label: string, value: string): object =>
  line({ type: "TextRun", text: `${plain(label)}: `, weight: "Bolder" }, run(value));

/** The blocks of an email as lines of a card; what is drawn there has no place in it. */
export const cardBlocks = (blocks: readonly Block[]): readonly object[] => blocks.flatMap(linesOf);

function linesOf(block: Block): readonly object[] {
  switch (block.kind) {
    case "paragraph":
      return [block.label === null ? line(run(block.text)) : labelled(block.label, block.text)];
    case "facts":
      return block.facts.map(({ label, value }) => labelled(label, value));
    case "commands":
      return [...titleOf(block), ...block.lines.map((text) => line(run(text, { fontType: "Monospace" })))];
    case "list":
      return [...titleOf(block), ...block.items.map(({ text }) => line(run(`• ${text}`))), ...moreOf(block)];
    case "table": {
      const rows = block.rows.slice(0, mostRows);
      const rest = block.rows.length - rows.length;
      return [...rows.map(rowLine), ...(rest > 0 ? [line(run(`and ${rest} more`))] : []), ...moreOf(block)];
    }
    case "bars":
    case "timeline":
    case "links":
      return [];
  }
}

const titleOf = ({ title }: { readonly title: string | null }) => (title === null ? [] : [line(run(title))]);
const moreOf = ({ more }: { readonly more: string | null }) => (more === null ? [] : [line(run(more))]);

/** The first cell names what the others tell. */
function rowLine([name, ...cells]: readonly Cell[]): object {
  const told = cells.map(({ text, note }) =>
    [text, note].filter((part) => part != null && part !== "").join(", "),
  );
  return labelled(name?.text ?? "", told.filter((text) => text !== "").join(" – "));
}
