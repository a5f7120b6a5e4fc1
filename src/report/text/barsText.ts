import { wrapped } from "./wrapped.ts";
import type { BarRow, BarTone } from "../section.ts";

const width = 14;
const marks: Readonly<Record<BarTone, string>> = { sent: "█", received: "▒", other: "░" };

/** "████████████▒·  92%  203.0.113.9:443", with the note below it. */
export function barsText({ label, parts, value, note }: BarRow): readonly string[] {
  const indent = " ".repeat(width + 10);
  return [
    ...wrapped(label, { first: `  ${bar(parts)} ${value.padStart(5)}  `, rest: indent.length + 2 }),
    ...(note === null ? [] : wrapped(note, { first: indent, rest: indent.length + 2 })),
  ];
}

/** What the marks stand for: "█ sent  ▒ received". */
export const barsLegend = (tones: readonly BarTone[]): string =>
  `  ${tones.map((tone) => `${marks[tone]} ${tone}`).join("  ")}`;

function bar(parts: BarRow["parts"]): string {
  const ends = parts.map((_, index) =>
    Math.round(parts.slice(0, index + 1).reduce((sum, { share }) => sum + share, 0) * width),
  );
  return parts
    .map(({ tone }, index) => marks[tone].repeat(Math.max((ends[index] ?? 0) - (ends[index - 1] ?? 0), 0)))
    .join("")
    .slice(0, width)
    .padEnd(width, "·");
}
