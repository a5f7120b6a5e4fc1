import { oneLine } from "./oneLine.ts";
import type { Block, Fact, Section } from "./section.ts";

/** The report as plain text, complete on its own. Values stay on one line, so that none can pass for a line of ours. */
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
      return factsText(block.facts);
    case "command":
      return `    ${oneLine(block.command)}`;
  }
}

function factsText(facts: readonly Fact[]): string {
  const width = Math.max(...facts.map(({ label }) => label.length), 0) + 2;
  return facts.map(({ label, value }) => `  ${label.padEnd(width)}${oneLine(value)}`).join("\n");
}
