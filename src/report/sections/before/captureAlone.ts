import type { CaptureSummary } from "../../../pcap/summary/captureSummary.ts";

/** The capture itself, without the packets from before it. */
interface CaptureAlone {
  readonly packets: number;
  readonly seconds: number;
  /** When its first packet came, milliseconds since the epoch; NaN where that is not known. */
  readonly beginsAt: number;
}

type Traffic = Pick<
  CaptureSummary,
  "before" | "packets" | "durationSeconds" | "firstPacketAt" | "lastPacketAt"
>;

/** What of the traffic that was read is the capture's own: a ring's packets are read as one with it. */
export function captureAlone({ before, packets, durationSeconds, ...ends }: Traffic): CaptureAlone {
  const [first, last] = [timeOf(ends.firstPacketAt), timeOf(ends.lastPacketAt)];
  if (before === null || before.packets === 0) return { packets, seconds: durationSeconds, beginsAt: first };
  const beginsAt = timeOf(before.captureFrom);
  return {
    packets: Math.max(packets - before.packets, 0),
    seconds: Math.max((last - beginsAt) / 1000, 0) || 0,
    beginsAt,
  };
}

const timeOf = (iso: string | null): number => Date.parse(iso ?? "");
