import uPlot from "uplot";
import { bitRate } from "../../../wording/bitRate.ts";
import { clockTime } from "./clockTime.ts";
import { heightAbove } from "./drawMarks.ts";
import type { Side } from "./columnText.ts";
import type { PlotColors } from "./plotColors.ts";
import type { PlotData } from "./plotData.ts";

interface PlotOptions {
  readonly data: PlotData;
  readonly lanes: number;
  /** Moments that are marked. */
  readonly moments: number;
  readonly width: number;
  readonly colors: () => PlotColors;
  readonly onDoubleClick: () => void;
}

const height = 200;
const font = "12px system-ui, sans-serif";

/** What each series covers: they are stacked, so the highest is drawn first. */
export const stacked = ({ starts, sent, received, total }: PlotData): uPlot.AlignedData => [
  [...starts],
  [...total],
  sent.map((rate, index) => rate + (received[index] ?? 0)),
  [...sent],
];

/** A stack of columns over time in UTC, without a legend: the page has its own. */
export function plotOptions({
  data,
  lanes,
  moments,
  width,
  colors,
  onDoubleClick,
}: PlotOptions): uPlot.Options {
  const above = heightAbove(lanes, moments);
  return {
    width,
    height: height + above,
    padding: [above, 12, 0, 0],
    legend: { show: false },
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC"),
    scales: {
      x: { range: (_, from, to) => rangeOf(data, from, to) },
      y: { range: (_, __, most) => [0, most * 1.05] },
    },
    series: [{}, column("other", colors), column("received", colors), column("sent", colors)],
    axes: [timeAxis(colors), rateAxis(colors)],
    cursor: {
      y: false,
      points: { show: false },
      drag: { x: true, y: false, dist: 6 },
      bind: { dblclick: () => () => (onDoubleClick(), null) },
    },
  };
}

/** All of the data ends where its last column does, not where that begins. */
function rangeOf({ from, to, starts }: PlotData, min: number, max: number): [number, number] {
  return min === from && max === starts.at(-1) ? [from, to] : [Math.max(min, from), Math.min(max, to)];
}

const bars = uPlot.paths.bars?.({ align: 1, size: [1, Infinity], gap: 1 });

const column = (side: Side, colors: () => PlotColors): uPlot.Series => ({
  ...(bars === undefined ? {} : { paths: bars }),
  fill: () => colors()[side],
  width: 0,
  points: { show: false },
});

const lined = (colors: () => PlotColors): uPlot.Axis => ({
  font,
  stroke: () => colors().text,
  grid: { stroke: () => colors().line, width: 1 },
  ticks: { stroke: () => colors().line, width: 1, size: 5 },
});

const timeAxis = (colors: () => PlotColors): uPlot.Axis => ({
  ...lined(colors),
  space: 76,
  size: 34,
  grid: { show: false },
  values: (_, splits, __, ___, increment) => splits.map((at) => clockTime(at, "UTC", increment)),
});

const rateAxis = (colors: () => PlotColors): uPlot.Axis => ({
  ...lined(colors),
  space: 40,
  size: 74,
  values: (_, splits) => splits.map((rate) => (rate === 0 ? "0" : bitRate(rate))),
});
