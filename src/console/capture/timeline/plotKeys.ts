import type { PlotData } from "./plotData.ts";
import type { TrafficPlot } from "./trafficPlot.ts";

const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, PageDown: -10, PageUp: 10 };

/** Does what a key means on the plot; false where it means nothing. `column` is the one below the cursor. */
export function plotKeys(key: string, plot: TrafficPlot, data: PlotData, column: number | null): boolean {
  const step = steps[key];
  const last = data.starts.length - 1;
  // The first press brings the cursor to the first column.
  if (step !== undefined) plot.moveTo(column === null ? 0 : Math.min(Math.max(column + step, 0), last));
  else if (key === "Home") plot.moveTo(0);
  else if (key === "End") plot.moveTo(last);
  else if (key === "+" || key === "=") plot.zoomAt(column ?? 0, 0.5);
  else if (key === "-") plot.zoomAt(column ?? 0, 2);
  else if (key === "Escape") plot.zoomTo(data.from, data.to);
  else return false;
  return true;
}
