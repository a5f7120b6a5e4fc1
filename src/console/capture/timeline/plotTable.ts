import { h, type JSX } from "preact";
import { useState } from "preact/hooks";
import { bitRate } from "../../../wording/bitRate.ts";
import { ScrollBox } from "../blocks/scrollBox.ts";
import { clockTime } from "./clockTime.ts";
import { sidesOf, type Side } from "./columnText.ts";
import type { PlotData } from "./plotData.ts";

interface PlotTableProps {
  readonly data: PlotData;
}

/** The plot in figures, made when it is opened. */
export function PlotTable({ data }: PlotTableProps): JSX.Element {
  const [isOpen, setOpen] = useState(false);
  return h(
    "details",
    {
      onToggle: (event: Event) => {
        setOpen((event.currentTarget as HTMLDetailsElement).open);
      },
    },
    h("summary", null, "The plot as a table"),
    isOpen && h(ScrollBox, { label: "The plot as a table" }, figures(data, sidesOf(data))),
  );
}

const figures = (data: PlotData, sides: readonly Side[]): JSX.Element =>
  h(
    "table",
    { class: "data" },
    h(
      "thead",
      null,
      h(
        "tr",
        null,
        h("th", { scope: "col" }, "From (UTC)"),
        sides.map((side) => h("th", { key: side, scope: "col", class: "figure" }, side)),
      ),
    ),
    h(
      "tbody",
      null,
      data.starts.map((start, index) =>
        h(
          "tr",
          { key: start },
          h("th", { scope: "row" }, clockTime(start, "UTC")),
          sides.map((side) => h("td", { key: side, class: "figure" }, bitRate(data[side][index] ?? 0))),
        ),
      ),
    ),
  );
