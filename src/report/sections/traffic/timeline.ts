import { bitRate } from "../../../wording/bitRate.ts";
import { durationText } from "../../../wording/durationText.ts";
import { clockText, spanText } from "../../../wording/momentText.ts";
import { shareText } from "../../../wording/shareText.ts";
import { captureAlone } from "../before/captureAlone.ts";
import type { CaptureSummary } from "../../../pcap/summary/captureSummary.ts";
import type { Block, TimelineColumn, TimelineMark } from "../../section.ts";

/** "8 s"; longer ones in minutes and hours. */
const barSpan = (seconds: number): string => (seconds < 120 ? `${seconds} s` : durationText(seconds));

type Timeline = CaptureSummary["timeline"];

interface Shown {
  readonly timeZone: string;
  /** When the alert fired, milliseconds since the epoch; NaN where that is not known. */
  readonly alertAt: number;
}

const sentences = { alert: "The alert fired at", capture: "The capture begins at" } as const;

/**
 * Bytes over time, in complete columns only: the last would seem low. Empty when the packets have no
 * timestamps, or all the same second.
 */
export function timeline(summary: CaptureSummary, { timeZone, alertAt }: Shown): readonly Block[] {
  const { timeline: given } = summary;
  const { startsAt, bucketSeconds, complete } = given;
  const start = Date.parse(startsAt ?? "");
  const bytes = given.bytes.slice(0, complete);
  const most = Math.max(...bytes, 0);
  if (Number.isNaN(start) || bytes.length < 2 || most === 0) return [];
  const columns = columnsOf(given, bytes);
  const peak = bitRate((most * 8) / bucketSeconds);
  const busiest = start + bytes.indexOf(most) * bucketSeconds * 1000;
  const marks = marksOf(summary, alertAt, columns.length);
  const told = marks.map(({ label, at }) => `${sentences[label]} ${clockText(Date.parse(at), timeZone)}.`);
  return [
    {
      kind: "timeline",
      title: `Traffic over time (${barSpan(bucketSeconds)} per bar)`,
      columns,
      marks,
      span: spanText(start, start + bytes.length * bucketSeconds * 1000, timeZone),
      note: [`Peak ${peak} at ${clockText(busiest, timeZone)}${sidesText(columns)}.`, ...told].join(" "),
    },
  ];
}

/** The alert, and the beginning of a capture that has packets from before, where they lie in a column. */
function marksOf(
  summary: CaptureSummary,
  alertAt: number,
  columns: number,
): readonly (TimelineMark & { readonly label: keyof typeof sentences })[] {
  const { startsAt, bucketSeconds } = summary.timeline;
  const hasBefore = summary.before !== null && summary.before.packets > 0;
  const moments = [
    { label: "alert", time: alertAt },
    { label: "capture", time: hasBefore ? captureAlone(summary).beginsAt : NaN },
  ] as const;
  return moments.flatMap(({ label, time }) => {
    const column = Math.floor((time - Date.parse(startsAt ?? "")) / (bucketSeconds * 1000));
    const isWithin = column >= 0 && column < columns;
    return isWithin ? [{ label, at: new Date(time).toISOString(), column }] : [];
  });
}

/** What of a column's bytes the VM sent and received; all of it is `other` where that is not known. */
function columnsOf({ sent, received }: Timeline, bytes: readonly number[]): readonly TimelineColumn[] {
  return bytes.map((all, index) => {
    const [out, into] = [sent?.[index] ?? 0, received?.[index] ?? 0];
    return { sent: out, received: into, other: Math.max(all - out - into, 0) };
  });
}

/** ", 92% sent and 8% received"; empty where the sides are unknown. */
function sidesText(columns: readonly TimelineColumn[]): string {
  const sum = (tone: keyof TimelineColumn) => columns.reduce((total, column) => total + column[tone], 0);
  const [sent, received, other] = [sum("sent"), sum("received"), sum("other")];
  const all = sent + received + other;
  return sent + received === 0
    ? ""
    : `; in all ${shareText(sent / all)} sent and ${shareText(received / all)} received`;
}
