import { h, type JSX } from "preact";
import { columnText, sidesOf } from "./columnText.ts";
import type { PlotData } from "./plotData.ts";

interface PlotReadoutProps {
  readonly data: PlotData;
  readonly column: number | null;
  readonly timeZone: string;
}

/** What the colors mean, and the rates of the column below the cursor. */
export function PlotReadout({ data, column, timeZone }: PlotReadoutProps): JSX.Element {
  const text = column === null ? null : columnText(data, column, timeZone);
  const rates = text?.rates ?? sidesOf(data).map((side) => ({ side, rate: "" }));
  return h(
    "p",
    { class: "readout" },
    rates.map(({ side, rate }) =>
      h(
        "span",
        { key: side, class: "readout-side" },
        h("span", { class: `swatch fill-${side}`, "aria-hidden": "true" }),
        `${side} `,
        h("b", null, rate),
      ),
    ),
    h(
      "span",
      { class: "readout-time" },
      text?.span ?? "Point at the plot, drag to zoom, or use the arrow keys.",
    ),
  );
}
