import { h, type JSX } from "preact";
import { bitRate } from "../../wording/bitRate.ts";

const [width, height] = [96, 22];

/** Traffic over time, as a small area. Values are in bytes a second. */
export function Sparkline({ values }: { readonly values: readonly number[] }): JSX.Element {
  const peak = Math.max(...values, 0);
  const peakText = `peak ${bitRate(peak * 8)}`;
  return h(
    "span",
    { class: "sparkline" },
    h(
      "svg",
      {
        viewBox: `0 0 ${width} ${height}`,
        width,
        height,
        preserveAspectRatio: "none",
        "aria-hidden": "true",
      },
      h("path", { class: "area", d: `${outline(values, peak)} L${width} ${height} L0 ${height} Z` }),
      h("path", { class: "line", d: outline(values, peak) }),
    ),
    h("small", null, peakText),
  );
}

/** A single value is a level line. */
function outline(values: readonly number[], peak: number): string {
  const all = values.length === 1 ? [...values, ...values] : values;
  return all
    .map((value, index) => {
      const x = ((index / Math.max(all.length - 1, 1)) * width).toFixed(1);
      const y = (height - 1 - (peak === 0 ? 0 : value / peak) * (height - 3)).toFixed(1);
      return `${index === 0 ? "M" : "L"}${x} ${y}`;
    })
    .join(" ");
}
