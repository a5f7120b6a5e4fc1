import { blankSummary } from "./blankSummary.ts";
import type { CaptureSummary } from "../../pcap/summary/captureSummary.ts";

type Timeline = CaptureSummary["timeline"];

/** A summary as some version of the app stored it: before there were findings it had one sentence. */
export type StoredSummary = {
  readonly [Name in keyof CaptureSummary]?: Partial<CaptureSummary[Name]> | CaptureSummary[Name];
} & { readonly headline?: string | null };

/** A summary that an earlier version of the app stored, in today's form. */
export function summaryOfToday(stored: StoredSummary | null | undefined): CaptureSummary | null {
  if (stored === null || stored === undefined) return null;
  const { headline, lead = headline ?? blankSummary.lead } = stored;
  const summary = { ...filled(blankSummary, stored), lead } as CaptureSummary;
  const { answer, findings, timeline } = summary;
  return {
    ...summary,
    answer: answer === null ? null : { ...withoutWindow, ...answer },
    findings: findings.map((finding) => ({ ...withoutMoment, ...finding })),
    timeline: timelineOfToday(timeline, stored.timeline),
  };
}

/** Earlier answers were about all traffic, and findings knew no moment of the alert. */
const withoutWindow = { window: null };
const withoutMoment = { when: null };

/** Earlier columns were all complete, and had no sides. */
const timelineOfToday = (timeline: Timeline, stored: Partial<Timeline> = {}): Timeline => ({
  ...timeline,
  complete: stored.complete ?? timeline.bytes.length,
});

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What is stored, with the members of a blank where it has none. */
function filled(blank: object, stored: object): object {
  const filledIn = Object.entries(blank).map(([name, value]: [string, unknown]): [string, unknown] => {
    const found = (stored as Readonly<Record<string, unknown>>)[name];
    if (found === undefined) return [name, value];
    return [name, isObject(value) && isObject(found) ? filled(value, found) : found];
  });
  return { ...stored, ...Object.fromEntries(filledIn) };
}
