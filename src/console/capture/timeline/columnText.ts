import { bitRate } from "../../../wording/bitRate.ts";
import { clockTime } from "./clockTime.ts";
import type { PlotData } from "./plotData.ts";

/** A column of the plot in words. */
export interface ColumnText {
  /** "02:00:41 to 02:00:42 UTC (03:00:41 to 03:00:42 Europe/Berlin)". */
  readonly span: string;
  /** The sides that the plot has, with their rates. */
  readonly rates: readonly { readonly side: Side; readonly rate: string }[];
}

export type Side = "sent" | "received" | "other";

const sides: readonly Side[] = ["sent", "received", "other"];

/** The sides that have traffic anywhere in the plot. */
export const sidesOf = (plot: PlotData): readonly Side[] =>
  sides.filter((side) => plot[side].some((rate) => rate > 0));

export function columnText(plot: PlotData, column: number, timeZone: string): ColumnText {
  const from = plot.starts[column] ?? plot.from;
  const within = (zone: string): string =>
    `${clockTime(from, zone)} to ${clockTime(from + plot.columnSeconds, zone)} ${zone}`;
  return {
    span: timeZone === "UTC" ? within("UTC") : `${within("UTC")} (${within(timeZone)})`,
    rates: sidesOf(plot).map((side) => ({ side, rate: bitRate(plot[side][column] ?? 0) })),
  };
}

/** The same in one line, for a screen reader. */
export const columnLine = (plot: PlotData, column: number, timeZone: string): string => {
  const { span, rates } = columnText(plot, column, timeZone);
  return `${span}: ${rates.map(({ side, rate }) => `${rate} ${side}`).join(", ")}`;
};
