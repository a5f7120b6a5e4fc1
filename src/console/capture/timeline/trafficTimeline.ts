import { h, type JSX } from "preact";
import { useMemo } from "preact/hooks";
import { columnLine } from "./columnText.ts";
import { MarkList } from "./markList.ts";
import { plotData, type PlotData } from "./plotData.ts";
import { plotKeys } from "./plotKeys.ts";
import { plotMarks } from "./plotMarks.ts";
import { PlotReadout } from "./plotReadout.ts";
import { PlotTable } from "./plotTable.ts";
import { usePlot } from "./usePlot.ts";
import type { CaptureSummary } from "../../../pcap/summary/captureSummary.ts";
import type { TimelineMark } from "../../../report/section.ts";
import type { PlotContent } from "./trafficPlot.ts";

interface TrafficTimelineProps {
  readonly summary: CaptureSummary;
  /** When the alert fired, and when the capture began after packets from before. */
  readonly moments: readonly TimelineMark[];
  /** The plot in words, with these moments. */
  readonly caption: string | null;
  readonly timeZone: string;
  /** Its name, which says the VM where there are several. */
  readonly label: string;
}

/** What the VM sent and received over time; nothing where the packets have no times. */
export function TrafficTimeline({ summary, moments, ...rest }: TrafficTimelineProps): JSX.Element | null {
  const content = useMemo(() => contentOf(summary, moments), [summary, moments]);
  return content === null ? null : h(Figure, { content, ...rest });
}

type Content = Pick<PlotContent, "data" | "marks" | "moments">;

interface FigureProps extends Pick<TrafficTimelineProps, "caption" | "timeZone" | "label"> {
  readonly content: Content;
}

function Figure({ content, caption, timeZone, label }: FigureProps): JSX.Element {
  const { host, plot, column, isZoomed } = usePlot(content);
  const { data, marks } = content;
  const zoomTo = ({ from, to }: { readonly from: number; readonly to: number }) =>
    plot.current?.zoomTo(from, to);
  return h(
    "section",
    { class: "timeline", "aria-label": label },
    h(
      "div",
      { class: "timeline-head" },
      h("h3", null, label),
      h(
        "button",
        { type: "button", class: "button small", disabled: !isZoomed, onClick: () => zoomTo(data) },
        "Reset zoom",
      ),
    ),
    h(
      "figure",
      null,
      h(PlotReadout, { data, column, timeZone }),
      h("div", {
        ref: host,
        class: "plot",
        ...sliderOf(data, column ?? 0, timeZone),
        onKeyDown: (event: KeyboardEvent) => {
          // With these keys it is the browser's: Ctrl and + makes the page larger.
          if (plot.current === null || event.ctrlKey || event.metaKey || event.altKey) return;
          if (plotKeys(event.key, plot.current, data, column)) event.preventDefault();
        },
      }),
      h("figcaption", { class: "note" }, caption),
    ),
    marks.length > 0 &&
      h(MarkList, { marks, onZoom: zoomTo, onChoose: (mark) => plot.current?.choose(mark) }),
    h(PlotTable, { data }),
  );
}

/** For a screen reader the plot is a slider along its columns, which says the rates of each. */
const sliderOf = (data: PlotData, column: number, timeZone: string) => ({
  tabIndex: 0,
  role: "slider" as const,
  "aria-label": "Moment of the capture",
  "aria-valuemin": 1,
  "aria-valuemax": data.starts.length,
  "aria-valuenow": column + 1,
  "aria-valuetext": columnLine(data, column, timeZone),
});

function contentOf(summary: CaptureSummary, moments: readonly TimelineMark[]): Content | null {
  const data = plotData(summary);
  if (data === null) return null;
  const marked = moments.map(({ label, at }) => ({ label, at: Date.parse(at) / 1000 }));
  return { data, marks: plotMarks(summary.findings, data), moments: marked };
}
