import { oneLine } from "./oneLine.ts";
import type { BarRow, BarTone } from "../section.ts";

const width = 14;
const marks: Readonly<Record<BarTone, string>> = { sent: "█", received: "▒", other: "░" };

/** "████████████▒·  92%  203.0.113.9:443", with the note on the next line. */
export function barsText({ label, parts, value, note }: BarRow): readonly string[] {
  const line = `  ${bar(parts)} ${value.padStart(5)}  ${oneLine(label)}`;
  return note === null ? [line] : [line, `${" ".repeat(width + 10)}${oneLine(note)}`];
}

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
