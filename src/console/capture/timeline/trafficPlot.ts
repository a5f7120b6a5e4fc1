import uPlot from "uplot";
import { drawMarks, laneHeight, momentHeight, type PlotMoment } from "./drawMarks.ts";
import { plotColors, type PlotColors } from "./plotColors.ts";
import { lanesOf, type PlotMark } from "./plotMarks.ts";
import { plotOptions, stacked } from "./plotOptions.ts";
import type { PlotData } from "./plotData.ts";

/** What a plot shows, and whom it tells what happens on it. */
export interface PlotContent {
  readonly data: PlotData;
  readonly marks: readonly PlotMark[];
  /** When the alert fired and the like, each with a line of its own. */
  readonly moments: readonly PlotMoment[];
  /** The column below the cursor; null when there is none. */
  readonly onColumn: (column: number | null) => void;
  readonly onZoom: (isZoomed: boolean) => void;
}

/** The part of the time that is shown. */
interface View {
  readonly min: number;
  readonly max: number;
}

/** Traffic over time on a canvas. It follows the width and the theme until it is destroyed. */
export class TrafficPlot {
  readonly #content: PlotContent;
  readonly #plot: uPlot;
  readonly #stop = new AbortController();
  readonly #size: ResizeObserver;
  #colors: PlotColors;
  #chosen: PlotMark | null = null;

  constructor(host: HTMLElement, content: PlotContent) {
    const { data, marks, moments } = content;
    this.#content = content;
    this.#colors = plotColors(host);
    const options = plotOptions({
      data,
      lanes: lanesOf(marks),
      moments: moments.length,
      width: host.clientWidth,
      colors: () => this.#colors,
      onDoubleClick: () => {
        this.zoomTo(data.from, data.to);
      },
    });
    this.#plot = new uPlot({ ...options, hooks: this.#hooks() }, stacked(data), host);
    this.#size = new ResizeObserver(() => {
      this.#plot.setSize({ width: host.clientWidth, height: options.height });
    });
    this.#size.observe(host);
    const repaint = () => {
      this.#colors = plotColors(host);
      this.#plot.redraw(false);
    };
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint, {
      signal: this.#stop.signal,
    });
  }

  /** Moves the cursor to a column; one that is out of sight comes into it. */
  moveTo(column: number): void {
    const { data } = this.#content;
    const start = data.starts[column] ?? data.from;
    const { min, max } = this.#view;
    const shift = start < min ? start - min : Math.max(start + data.columnSeconds - max, 0);
    this.#place(column, shift === 0 ? { min, max } : this.#zoom(min + shift, max + shift));
  }

  /** Shows this part of the time alone, but no less than two columns. Seconds since the epoch. */
  zoomTo(from: number, to: number): void {
    this.#zoom(from, to);
  }

  /** Zooms by a factor around a column. */
  zoomAt(column: number, factor: number): void {
    const { data } = this.#content;
    const { min, max } = this.#view;
    const middle = (data.starts[column] ?? data.from) + data.columnSeconds / 2;
    const half = ((max - min) * factor) / 2;
    this.#place(column, this.#zoom(middle - half, middle + half));
  }

  /** Shades where a finding was seen. */
  choose(mark: PlotMark | null): void {
    this.#chosen = mark;
    this.#plot.redraw(false);
  }

  destroy(): void {
    this.#stop.abort();
    this.#size.disconnect();
    this.#plot.destroy();
  }

  get #view(): View {
    const { from, to } = this.#content.data;
    const { min = from, max = to } = this.#plot.scales.x ?? {};
    return { min, max };
  }

  #zoom(from: number, to: number): View {
    const { data } = this.#content;
    const least = 2 * data.columnSeconds;
    const min = Math.max(Math.min(from, data.to - least), data.from);
    const max = Math.min(Math.max(to, min + least), data.to);
    this.#plot.setScale("x", { min, max });
    return { min, max };
  }

  /** The plot takes over a new scale only later, so the place is computed here. */
  #place(column: number, { min, max }: View): void {
    const { starts, columnSeconds, from } = this.#content.data;
    const middle = (starts[column] ?? from) + columnSeconds / 2;
    this.#plot.setCursor({ left: ((middle - min) / (max - min)) * this.#plot.over.clientWidth, top: 0 });
  }

  #hooks(): uPlot.Hooks.Arrays {
    const { data, marks, moments, onColumn, onZoom } = this.#content;
    return {
      drawAxes: [
        (plot) => {
          if (this.#chosen !== null) drawMarks.band(plot, this.#chosen, this.#colors);
        },
      ],
      draw: [
        (plot) => {
          drawMarks.lanes(plot, marks, this.#colors);
          moments.forEach((moment, row) => {
            drawMarks.moment(plot, moment, lanesOf(marks) * laneHeight + row * momentHeight, this.#colors);
          });
        },
      ],
      setCursor: [
        (plot) => {
          onColumn(columnAt(plot, data));
        },
      ],
      setScale: [
        ({ scales }, key) => {
          if (key === "x")
            onZoom((scales.x?.min ?? data.from) > data.from || (scales.x?.max ?? data.to) < data.to);
        },
      ],
    };
  }
}

function columnAt(plot: uPlot, { from, columnSeconds, starts }: PlotData): number | null {
  const { left = -1 } = plot.cursor;
  if (left < 0) return null;
  const column = Math.floor((plot.posToVal(left, "x") - from) / columnSeconds);
  return Math.min(Math.max(column, 0), starts.length - 1);
}
