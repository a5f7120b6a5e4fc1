import type { CaptureSummary } from "../../pcap/summary/captureSummary.ts";

type Timeline = CaptureSummary["timeline"];
type LaterTimes = "complete" | "sent" | "received";

/** A summary as some version of the app stored it: before there were findings it had one sentence. */
type StoredSummary = Omit<CaptureSummary, "lead" | "leading" | "findings" | "timeline"> &
  Partial<Pick<CaptureSummary, "lead" | "leading" | "findings">> & {
    readonly headline?: string | null;
    readonly timeline: Omit<Timeline, LaterTimes> & Partial<Pick<Timeline, LaterTimes>>;
  };

/** A summary that an earlier version of the app stored, in today's form. */
export function summaryOfToday(stored: StoredSummary | null): CaptureSummary | null {
  if (stored === null) return null;
  const { lead, leading = null, findings = [], headline, timeline } = stored;
  return {
    ...stored,
    lead: lead ?? headline ?? "Analyzed by an earlier version of the app",
    leading,
    findings,
    timeline: { ...{ complete: timeline.bytes.length, sent: null, received: null }, ...timeline },
  };
}
