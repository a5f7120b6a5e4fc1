import { oneLine } from "./oneLine.ts";
import type { Block } from "../section.ts";

const heights = " ▁▂▃▄▅▆▇█";

/** Every column with at least one byte shows. */
export function timelineText({ columns, span }: Extract<Block, { kind: "timeline" }>): readonly string[] {
  const most = Math.max(...columns, 1);
  const line = columns
    .map((bytes) => heights[Math.ceil((bytes / most) * (heights.length - 1))] ?? " ")
    .join("");
  return [`  ${line}`, `  ${oneLine(span)}`];
}
