import { barTones } from "../barTones.ts";
import { barsLegend, barsText } from "./barsText.ts";
import { oneLine } from "./oneLine.ts";
import { tableText } from "./tableText.ts";
import { timelineText } from "./timelineText.ts";
import { textWidth, wrapped } from "./wrapped.ts";
import type { EmailModel, Head } from "../emailModel.ts";
import type { Block, Fact, Link, ListItem, Section } from "../section.ts";

/**
 * The report as plain text, complete on its own, in lines of 78 columns. Only our own lines begin at the left
 * edge: the others of a wrapped text are indented, so that no text of somebody else can pose as one.
 */
export const textPart = ({ notices, head, sections, footer }: EmailModel): string =>
  [...notices.map(sectionText), headText(head), ...sections.map(sectionText), footerText(footer)].join("\n");

const sectionText = ({ heading, blocks }: Section): string => underlined(heading, blocks.map(blockText));

function headText({ heading, word, origin, joined, before, button, after }: Head): string {
  const link = button === null ? [] : linkText(button);
  const lines = [...wrapped(`${word} · ${origin}`, hanging), ...(joined === null ? [] : [joined])];
  return underlined(heading, [...lines, ...before.map(blockText), ...link, ...after.map(blockText)]);
}

function underlined(heading: string, texts: readonly string[]): string {
  const title = wrapped(heading, hanging);
  const rule = "-".repeat(Math.min(Math.max(...title.map(({ length }) => length)), textWidth));
  return `${[...title, rule, ...texts].filter((text) => text !== "").join("\n")}\n`;
}

const footerText = (footer: readonly string[]): string =>
  footer.map((line) => `${wrapped(line, hanging).join("\n")}\n`).join("");

const hanging = { first: "", rest: 2 };
const item = { first: "  ", rest: 6 };

function blockText(block: Block): string {
  switch (block.kind) {
    case "paragraph":
      return wrapped(
        block.label === null ? block.text : `${oneLine(block.label)}: ${block.text}`,
        hanging,
      ).join("\n");
    case "facts":
      return titled(block.title, factsText(block.facts));
    case "commands":
      return titled(
        block.title,
        block.lines.map((line) => `    ${oneLine(line)}`),
      );
    case "bars":
      return titled(block.title, [
        ...block.rows.flatMap(barsText),
        ...moreText(block.more),
        barsLegend(barTones.ofRows(block.rows)),
      ]);
    case "timeline":
      return titled(block.title, timelineText(block));
    case "table":
      return titled(block.title, [...tableText(block), ...moreText(block.more)]);
    case "list":
      return titled(block.title, [...block.items.flatMap(itemText), ...moreText(block.more)]);
    case "links":
      return titled(block.title, block.links.flatMap(linkText));
  }
}

/** A titled block starts after a blank line. */
const titled = (title: string | null, lines: readonly string[]): string =>
  [title === null ? "" : `\n${wrapped(title, hanging).join("\n")}`, ...lines]
    .filter((line) => line !== "")
    .join("\n");

function itemText({ text, note }: ListItem): readonly string[] {
  const line = `  ${oneLine(text)}`;
  if (note === null) return wrapped(text, item);
  const together = `${line}: ${oneLine(note)}`;
  return together.length <= textWidth
    ? [together]
    : [...wrapped(text, item), ...wrapped(note, { first: "      ", rest: 8 })];
}

const moreText = (more: string | null): readonly string[] => (more === null ? [] : wrapped(more, item));

const linkText = ({ label, href }: Link): readonly string[] => [
  `  ${oneLine(label)}:`,
  `    ${oneLine(href)}`,
];

function factsText(facts: readonly Fact[]): readonly string[] {
  const width = Math.max(...facts.map(({ label }) => label.length), 0) + 4;
  return facts.flatMap(({ label, value, note }) => [
    ...wrapped(value, { first: `  ${label}`.padEnd(width), rest: width }),
    ...(note === undefined ? [] : wrapped(note, { first: " ".repeat(width), rest: width })),
  ]);
}
