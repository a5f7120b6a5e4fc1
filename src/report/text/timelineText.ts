import { barTones } from "../barTones.ts";
import { sparkline } from "./sparkline.ts";
import { wrapped } from "./wrapped.ts";
import type { Block } from "../section.ts";

/** A line for each side, all to one scale. */
export function timelineText({
  columns,
  span,
  note,
}: Extract<Block, { kind: "timeline" }>): readonly string[] {
  const most = Math.max(...columns.flatMap((column) => Object.values(column)), 1);
  const sides = barTones.ofColumns(columns);
  const lines = sides.map((tone) => {
    const name = sides.length === 1 ? "" : tone.padEnd(10);
    const bars = sparkline(
      columns.map((column) => column[tone]),
      most,
    );
    return `  ${name}${bars}`.trimEnd();
  });
  const indent = { first: "  ", rest: 4 };
  return [...lines, ...wrapped(span, indent), ...wrapped(note, indent)];
}
