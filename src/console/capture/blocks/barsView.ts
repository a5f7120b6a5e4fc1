import { h, type JSX } from "preact";
import type { BarRow, BarTone } from "../../../report/section.ts";

/** Shares as bars; each has its value in figures beside it. */
export const BarsView = ({ rows }: { readonly rows: readonly BarRow[] }): JSX.Element =>
  h(
    "ul",
    { class: "bars" },
    rows.map((row) => h("li", { key: row.label }, ...bar(row))),
  );

const bar = ({ label, parts, value, note }: BarRow): readonly (JSX.Element | null)[] => [
  h("span", { class: "bar-label" }, label),
  h("b", { class: "bar-value" }, value),
  h(
    "svg",
    { class: "bar", viewBox: "0 0 1000 10", preserveAspectRatio: "none", "aria-hidden": "true" },
    ...segments(parts).map(({ tone, x, width }) =>
      h("rect", { class: `fill-${tone}`, x, y: 0, width, height: 10 }),
    ),
  ),
  note === null ? null : h("small", { class: "bar-note" }, note),
];

/** Any share above 0 shows. */
function segments(parts: BarRow["parts"]): readonly { tone: BarTone; x: number; width: number }[] {
  let x = 0;
  return parts
    .filter(({ share }) => share > 0)
    .map(({ tone, share }) => {
      const segment = { tone, x, width: Math.max(share * 1000, 4) };
      x += segment.width;
      return segment;
    });
}
