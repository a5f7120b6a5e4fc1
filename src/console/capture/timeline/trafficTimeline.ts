import { h, type VNode } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { columnLine } from "./columnText.ts";
import { MarkList } from "./markList.ts";
import { plotData, type PlotData } from "./plotData.ts";
import { plotMarks, type PlotMark } from "./plotMarks.ts";
import { PlotReadout } from "./plotReadout.ts";
import { PlotTable } from "./plotTable.ts";
import { TrafficPlot } from "./trafficPlot.ts";
import type { CaptureSummary } from "../../../pcap/summary/captureSummary.ts";

interface TrafficTimelineProps {
  readonly summary: CaptureSummary;
  /** When the alert fired. */
  readonly firedAt: string | null;
  /** The plot in words. */
  readonly caption: string | null;
  readonly timeZone: string;
  /** Its name, which says the VM where there are several. */
  readonly label: string;
}

/** What the VM sent and received over time; null where the packets have no times. */
export function TrafficTimeline({ summary, firedAt, caption, timeZone, label }: TrafficTimelineProps): VNode | null {
  const shown = useMemo(() => shownOf(summary, firedAt), [summary, firedAt]);
  const { host, plot, column, isZoomed } = usePlot(shown);
  if (shown === null) return null;
  const { data, marks } = shown;
  const at = column ?? 0;
  return h(
    "section",
    { class: "timeline", "aria-label": label },
    h(
      "div",
      { class: "timeline-head" },
      h("h3", null, "Traffic over time"),
      h(
        "button",
        { type: "button", class: "button quiet", disabled: !isZoomed, onClick: () => plot.current?.zoomTo(data.from, data.to) },
        "Reset zoom",
      ),
    ),
    h(PlotReadout, { data, column, timeZone }),
    h("div", {
      ref: host,
      class: "plot",
      ...sliderAttributes(data, at, timeZone),
      onKeyDown: (event: KeyboardEvent) => {
        if (plot.current !== null && pressed(event.key, plot.current, data, at)) event.preventDefault();
      },
    }),
    marks.length > 0 && h(MarkList, { marks, plot, timeZone }),
    caption !== null && h("p", { class: "note" }, caption),
    h(PlotTable, { data, timeZone }),
  );
}

const sliderAttributes = (data: PlotData, column: number, timeZone: string) => ({
  tabIndex: 0,
  role: "slider" as const,
  "aria-label": "Moment of the capture",
  "aria-valuemin": 1,
  "aria-valuemax": data.starts.length,
  "aria-valuenow": column + 1,
  "aria-valuetext": columnLine(data, column, timeZone),
});

interface Shown {
  readonly data: PlotData;
  readonly marks: readonly PlotMark[];
  readonly alertAt: number | null;
}

function shownOf(summary: CaptureSummary, firedAt: string | null): Shown | null {
  const data = plotData(summary);
  if (data === null) return null;
  const fired = Date.parse(firedAt ?? "") / 1000;
  const isWithin = fired >= data.from && fired <= data.to;
  return { data, marks: plotMarks(summary.findings, data), alertAt: isWithin ? fired : null };
}
