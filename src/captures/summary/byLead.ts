import type { Severity } from "../../pcap/findings/finding.ts";
import type { CaptureSummary } from "../../pcap/summary/captureSummary.ts";

interface Analyzed {
  readonly summary?: CaptureSummary | null;
}

const ranks: Readonly<Record<Severity, number>> = { critical: 4, warning: 3, note: 2 };

/** Analyzed captures in which nothing stands out come before those without an analysis. */
function rankOf({ summary }: Analyzed): number {
  if (summary === null || summary === undefined) return 0;
  return summary.leading === null ? 1 : ranks[summary.leading.severity];
}

const weightOf = ({ summary }: Analyzed): number => summary?.leading?.weight ?? 0;

/** Orders captures by their leads: the gravest first, leads of one severity by weight. */
export const byLead = (one: Analyzed, other: Analyzed): number =>
  rankOf(other) - rankOf(one) || weightOf(other) - weightOf(one);
