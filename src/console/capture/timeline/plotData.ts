import type { CaptureSummary } from "../../../pcap/summary/captureSummary.ts";

/** What a plot draws: bits a second in each column. */
export interface PlotData {
  /** Seconds since the epoch: where the first column begins and the last one ends. */
  readonly from: number;
  readonly to: number;
  readonly columnSeconds: number;
  /** Where each column begins. */
  readonly starts: readonly number[];
  readonly sent: readonly number[];
  readonly received: readonly number[];
  /** Traffic whose direction is unknown, or that is neither from nor to the VM. */
  readonly other: readonly number[];
  readonly total: readonly number[];
}

/**
 * Complete columns only, as in the email: the last would seem low. Null when the packets have no timestamps,
 * or when there are fewer than two columns.
 */
export function plotData({ timeline }: CaptureSummary): PlotData | null {
  const { startsAt, bucketSeconds, complete } = timeline;
  const from = Date.parse(startsAt ?? "") / 1000;
  const bytes = timeline.bytes.slice(0, complete);
  if (Number.isNaN(from) || bytes.length < 2 || Math.max(...bytes) === 0) return null;
  const rate = (amount: number): number => (amount * 8) / bucketSeconds;
  const side = (amounts: readonly number[] | null) => bytes.map((_, index) => rate(amounts?.[index] ?? 0));
  const [sent, received] = [side(timeline.sent), side(timeline.received)];
  const total = bytes.map(rate);
  return {
    from,
    to: from + bytes.length * bucketSeconds,
    columnSeconds: bucketSeconds,
    starts: bytes.map((_, index) => from + index * bucketSeconds),
    sent,
    received,
    other: total.map((all, index) => Math.max(all - (sent[index] ?? 0) - (received[index] ?? 0), 0)),
    total,
  };
}
