import { bitRate } from "../../../wording/bitRate.ts";
import { durationText } from "../../../wording/durationText.ts";
import { spanText } from "../../text/momentText.ts";
import type { CaptureSummary } from "../../../pcap/summary/captureSummary.ts";
import type { Block } from "../../section.ts";

/** "8 s"; longer ones in minutes and hours. */
const barSpan = (seconds: number): string => (seconds < 120 ? `${seconds} s` : durationText(seconds));

/** Bytes over time; empty when the packets have no timestamps, or all the same second. */
export function timeline(
  { timeline: { startsAt, bucketSeconds, complete, bytes: all } }: CaptureSummary,
  timeZone: string,
): readonly Block[] {
  const start = Date.parse(startsAt ?? "");
  const bytes = all.slice(0, complete);
  const most = Math.max(...bytes, 0);
  if (Number.isNaN(start) || bytes.length < 2 || most === 0) return [];
  const peak = bitRate((most * 8) / bucketSeconds);
  return [
    {
      kind: "timeline",
      title: `Traffic over time (${barSpan(bucketSeconds)} per bar, peak ${peak})`,
      columns: bytes,
      span: spanText(start, start + bytes.length * bucketSeconds * 1000, timeZone),
    },
  ];
}
