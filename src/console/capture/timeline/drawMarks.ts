import { lanesOf, type PlotMark } from "./plotMarks.ts";
import type { PlotColors } from "./plotColors.ts";
import type uPlot from "uplot";

/** A moment on the plot. */
export interface PlotMoment {
  readonly label: string;
  /** Seconds since the epoch. */
  readonly at: number;
}

/** Of a lane, in CSS pixels. */
export const laneHeight = 16;
/** Of the row with the name of a moment. */
export const momentHeight = 14;

/** What all of them take above the columns. */
export const heightAbove = (lanes: number, moments: number): number =>
  lanes * laneHeight + moments * momentHeight + 8;

/** Draws what a plot shows beside its columns. */
export const drawMarks = { band, lanes, moment };

/** A shade over the whole height, where the chosen finding was seen. */
function band(plot: uPlot, { from, to, severity }: PlotMark, colors: PlotColors): void {
  const { ctx, bbox } = plot;
  const left = plot.valToPos(from, "x", true);
  const width = Math.max(plot.valToPos(to, "x", true) - left, devicePixelRatio);
  ctx.save();
  clip(ctx, bbox, 0);
  ctx.globalAlpha = 0.2;
  ctx.fillStyle = colors[severity];
  ctx.fillRect(left, bbox.top, width, bbox.height);
  ctx.restore();
}

/** Above the columns: each finding's span, with its number where it begins. */
function lanes(plot: uPlot, marks: readonly PlotMark[], colors: PlotColors): void {
  const { ctx, bbox } = plot;
  const scale = devicePixelRatio;
  const count = lanesOf(marks);
  ctx.save();
  clip(ctx, bbox, bbox.top);
  ctx.font = `600 ${10 * scale}px system-ui, sans-serif`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  for (const mark of marks) {
    const size = (laneHeight - 3) * scale;
    const left = plot.valToPos(mark.from, "x", true);
    const right = Math.max(plot.valToPos(mark.to, "x", true), left + size);
    const top = bbox.top - (count - mark.lane) * laneHeight * scale;
    ctx.fillStyle = colors[mark.severity];
    ctx.globalAlpha = 0.35;
    round(ctx, left, top, right - left, size);
    ctx.globalAlpha = 1;
    // The number stays in view when the span begins before the part that is zoomed to.
    const start = Math.max(left, Math.min(bbox.left, right - size));
    round(ctx, start, top, size, size);
    ctx.fillStyle = "#ffffff";
    ctx.fillText(String(mark.number), start + size / 2, top + size / 2 + scale / 2);
  }
  ctx.restore();
}

/**
 * A line at a moment, with its name above the findings: each name has a row of its own, since two moments may
 * be next to each other.
 *
 * @param above where the row begins over the top of the plot, in CSS pixels
 */
function moment(plot: uPlot, { label, at }: PlotMoment, above: number, colors: PlotColors): void {
  const { ctx, bbox } = plot;
  const x = plot.valToPos(at, "x", true);
  const middle = bbox.top - (above + momentHeight / 2) * devicePixelRatio;
  ctx.save();
  clip(ctx, bbox, bbox.top);
  ctx.strokeStyle = colors.text;
  ctx.fillStyle = colors.text;
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([4 * devicePixelRatio, 3 * devicePixelRatio]);
  ctx.beginPath();
  ctx.moveTo(x, middle);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  ctx.font = `${11 * devicePixelRatio}px system-ui, sans-serif`;
  const space = 4 * devicePixelRatio;
  const isLeft = x + space + ctx.measureText(label).width > bbox.left + bbox.width;
  ctx.textAlign = isLeft ? "right" : "left";
  ctx.textBaseline = "middle";
  ctx.fillText(label, isLeft ? x - space : x + space, middle);
  ctx.restore();
}

/** Keeps what is drawn between the edges of the plot, and below `above` pixels over its top. */
function clip(ctx: CanvasRenderingContext2D, bbox: uPlot.BBox, above: number): void {
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top - above, bbox.width, bbox.height + above);
  ctx.clip();
}

function round(ctx: CanvasRenderingContext2D, x: number, y: number, width: number, height: number): void {
  ctx.beginPath();
  ctx.roundRect(x, y, width, height, 3 * devicePixelRatio);
  ctx.fill();
}
