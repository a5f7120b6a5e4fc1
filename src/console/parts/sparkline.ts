import { h, type JSX } from "preact";
import { bitRate } from "../../wording/bitRate.ts";
import { sparkPath } from "./sparkPath.ts";

const size = { width: 96, height: 22 };

/** Traffic over time, as a small area. Values are in bytes a second. */
export function Sparkline({ values }: { readonly values: readonly number[] }): JSX.Element {
  const peak = Math.max(...values, 0);
  const line = sparkPath(values, size);
  const peakText = `peak ${bitRate(peak * 8)}`;
  return h(
    "span",
    { class: "sparkline" },
    h(
      "svg",
      {
        viewBox: `0 0 ${size.width} ${size.height}`,
        ...size,
        preserveAspectRatio: "none",
        "aria-hidden": "true",
      },
      h("path", { class: "area", d: `${line} L${size.width} ${size.height} L0 ${size.height} Z` }),
      h("path", { class: "line", d: line }),
    ),
    h("small", null, peakText),
  );
}
