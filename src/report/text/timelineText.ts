import { barTones } from "../barTones.ts";
import { sparkline } from "./sparkline.ts";
import { wrapped } from "./wrapped.ts";
import type { Block, TimelineMark } from "../section.ts";

/** A line for each side, all to one scale. */
export function timelineText({
  columns,
  marks,
  span,
  note,
}: Extract<Block, { kind: "timeline" }>): readonly string[] {
  const most = Math.max(...columns.flatMap((column) => Object.values(column)), 1);
  const sides = barTones.ofColumns(columns);
  const nameWidth = sides.length === 1 ? 0 : 10;
  const lines = sides.map((tone) => {
    const name = tone.padEnd(10).slice(0, nameWidth);
    const bars = sparkline(
      columns.map((column) => column[tone]),
      most,
    );
    return `  ${name}${bars}`.trimEnd();
  });
  const above = marks.map((mark) => " ".repeat(2 + nameWidth) + markText(mark, columns.length));
  const indent = { first: "  ", rest: 4 };
  return [...above, ...lines, ...wrapped(span, indent), ...wrapped(note, indent)];
}

/** "alert ▼" or "▼ alert", with the tip above the mark's column. */
const markText = ({ label, column }: TimelineMark, columns: number): string =>
  column > columns / 2 ? `${label} ▼`.padStart(column + 1) : `${" ".repeat(column)}▼ ${label}`;
