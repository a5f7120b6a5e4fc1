import { bitRate } from "../../text/bitRate.ts";
import { durationText } from "../../text/durationText.ts";
import { spanText } from "../../text/momentText.ts";
import { roughBytes } from "../../text/roughBytes.ts";
import type { CaptureSummary } from "../../../pcap/summary/captureSummary.ts";
import type { Block } from "../../section.ts";

/** Bytes over time; none when the packets have no time, or all the same second. */
export function timeline(
  { timeline: { startsAt, bucketSeconds, bytes } }: CaptureSummary,
  timeZone: string,
): readonly Block[] {
  const start = Date.parse(startsAt ?? "");
  const most = Math.max(...bytes, 0);
  if (Number.isNaN(start) || bytes.length < 2 || most === 0) return [];
  const peak = `the fullest ${roughBytes(most)} (${bitRate((most * 8) / bucketSeconds)})`;
  return [
    {
      kind: "timeline",
      title: `Traffic over time: ${durationText(bucketSeconds)} a column, ${peak}`,
      columns: bytes,
      span: spanText(start, start + bytes.length * bucketSeconds * 1000, timeZone),
    },
  ];
}
