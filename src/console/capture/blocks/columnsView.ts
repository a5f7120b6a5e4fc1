import { h, type JSX } from "preact";
import type { BarTone, Block, TimelineColumn } from "../../../report/section.ts";

type TimelineBlock = Extract<Block, { kind: "timeline" }>;

const height = 100;
/** From the bottom: what the VM sent stands on the line. */
const order: readonly BarTone[] = ["sent", "received", "other"];

/** A timeline as the email has it, where there is no plot. */
export function ColumnsView({ columns, span, note }: TimelineBlock): JSX.Element {
  const most = Math.max(...columns.map(({ sent, received, other }) => sent + received + other), 1);
  return h(
    "figure",
    { class: "columns" },
    h(
      "svg",
      { viewBox: `0 0 ${columns.length} ${height}`, preserveAspectRatio: "none", "aria-hidden": "true" },
      ...columns.flatMap((column, index) => stack(column, index, most)),
    ),
    h("figcaption", null, `${span}. ${note}`),
  );
}

function stack(column: TimelineColumn, x: number, most: number): readonly JSX.Element[] {
  let top = height;
  return order.map((tone) => {
    const size = (column[tone] / most) * height;
    top -= size;
    return h("rect", { class: `fill-${tone}`, x: x + 0.05, y: top, width: 0.9, height: size });
  });
}
