import { barsText } from "./barsText.ts";
import { oneLine } from "./oneLine.ts";
import { timelineText } from "./timelineText.ts";
import type { Block, Fact, ListItem, Section } from "../section.ts";

/**
 * The report as plain text, complete on its own. Values stay on one line, so that none can pose as one of our
 * lines.
 */
export const textPart = (sections: readonly Section[]): string =>
  sections.map((section) => `${sectionText(section)}\n`).join("\n");

function sectionText({ heading, blocks }: Section): string {
  const title = oneLine(heading);
  return [`${title}\n${"-".repeat(Math.min(title.length, 72))}`, ...blocks.map(blockText)]
    .filter((text) => text !== "")
    .join("\n");
}

function blockText(block: Block): string {
  switch (block.kind) {
    case "paragraph":
      return oneLine(block.text);
    case "facts":
      return titled(block.title, factsText(block.facts));
    case "commands":
      return titled(
        block.title,
        block.lines.map((line) => `    ${oneLine(line)}`),
      );
    case "bars":
      return titled(block.title, [...block.rows.flatMap(barsText), ...moreText(block.more)]);
    case "timeline":
      return titled(block.title, timelineText(block));
    case "list":
      return titled(block.title, [...block.items.flatMap(itemText), ...moreText(block.more)]);
    case "links":
      return titled(
        block.title,
        block.links.flatMap(({ label, href }) => [`  ${oneLine(label)}:`, `    ${oneLine(href)}`]),
      );
  }
}

/** A titled block starts after a blank line. */
const titled = (title: string | null, lines: readonly string[]): string =>
  [title === null ? "" : `\n${oneLine(title)}`, ...lines].filter((line) => line !== "").join("\n");

/** Wider items get their note on a separate line. */
const widestLine = 78;

function itemText({ text, note }: ListItem): readonly string[] {
  const line = `  ${oneLine(text)}`;
  if (note === null) return [line];
  const together = `${line}: ${oneLine(note)}`;
  return together.length <= widestLine ? [together] : [line, `      ${oneLine(note)}`];
}

const moreText = (more: string | null): readonly string[] => (more === null ? [] : [`  ${oneLine(more)}`]);

function factsText(facts: readonly Fact[]): readonly string[] {
  const width = Math.max(...facts.map(({ label }) => label.length), 0) + 2;
  return facts.map(({ label, value }) => `  ${label.padEnd(width)}${oneLine(value)}`);
}
