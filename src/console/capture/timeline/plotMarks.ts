import type { Finding, Severity } from "../../../pcap/findings/finding.ts";
import type { PlotData } from "./plotData.ts";

/** A finding where it was seen. */
export interface PlotMark {
  /** The finding's place in the list of findings, from 1. */
  readonly number: number;
  readonly severity: Severity;
  readonly text: string;
  /** Seconds since the epoch, within the plot. */
  readonly from: number;
  readonly to: number;
  /** Marks that overlap are on lanes of their own, from 0. */
  readonly lane: number;
}

/** Marks this near to each other, as a share of the plot, would touch on one lane. */
const gap = 0.03;

/** The findings that were seen within the plot, in their order. */
export function plotMarks(findings: readonly Finding[], plot: PlotData): readonly PlotMark[] {
  const ends: number[] = [];
  const space = (plot.to - plot.from) * gap;
  return findings.flatMap(({ severity, text, firstAt, lastAt }, index) => {
    const span = spanWithin(firstAt, lastAt, plot);
    if (span === null) return [];
    const free = ends.findIndex((end) => end + space <= span.from);
    const lane = free === -1 ? ends.length : free;
    ends[lane] = Math.max(span.to, span.from + space);
    return [{ number: index + 1, severity, text, ...span, lane }];
  });
}

export const lanesOf = (marks: readonly PlotMark[]): number =>
  marks.reduce((most, { lane }) => Math.max(most, lane + 1), 0);

/** The last column is incomplete and not drawn: what was seen in it only stands at the plot's end. */
function spanWithin(
  firstAt: string | null,
  lastAt: string | null,
  { from, to, columnSeconds }: PlotData,
): Pick<PlotMark, "from" | "to"> | null {
  const [first, last] = [Date.parse(firstAt ?? "") / 1000, Date.parse(lastAt ?? "") / 1000];
  if (!(first <= last) || last < from || first > to + columnSeconds) return null;
  const inside = (time: number): number => Math.min(Math.max(time, from), to);
  return { from: inside(first), to: inside(last) };
}
