import { shareText } from "../../../wording/shareText.ts";
import { findingsOf } from "./findingsOf.ts";
import { peerText } from "./peerText.ts";
import type { Answer, CaptureSummary } from "../../../pcap/summary/captureSummary.ts";

/** What the reader needs first: one line, and the sentences beside it. */
export interface Lead {
  readonly first: string | null;
  /** The headline, when something graver took the first line. */
  readonly then: readonly string[];
  readonly findings: readonly string[];
}

/** When no peer dominates, a trouble says more than the largest peer. */
export function leadOf(summary: CaptureSummary): Lead {
  const { headline, answer, packets } = summary;
  const findings = findingsOf(summary).map(({ text }) => text);
  const [gravest, ...others] = findings;
  if (headline !== null && answer?.telling !== true && gravest !== undefined)
    return { first: gravest, then: [headline], findings: others };
  return { first: headline ?? (packets > 0 ? "no IP packets were captured" : null), then: [], findings };
}

/** The lead, short enough for a subject; null when the capture holds nothing to report. */
export function briefAnswer(summary: CaptureSummary, withName = true): string | null {
  const { answer } = summary;
  if (answer?.telling === true)
    return `${answer.missing > 0 ? "incomplete, at least " : ""}${answerText(answer, withName)}`;
  const [gravest] = findingsOf(summary);
  if (gravest !== undefined) return gravest.text;
  if (answer !== null) return `no dominant ${answer.asked} peer, largest ${answerText(answer, withName)}`;
  const { first } = leadOf(summary);
  return first === null ? null : first.charAt(0).toLowerCase() + first.slice(1);
}

function answerText({ asked, share, peer }: Answer, withName: boolean): string {
  const direction = asked === "outbound" ? "to" : "from";
  const by = peer.port === null ? ` by ${peer.protocol}` : "";
  const who = peerText(withName ? peer : { ...peer, name: null });
  return `${shareText(share)} of ${asked} bytes ${direction} ${who}${by}`;
}

/** How telling an answer is, to choose among several VMs the one that the subject names. */
export function weightOf(summary: CaptureSummary | null): number {
  if (summary === null) return 0;
  return summary.answer?.telling === true ? 1 + summary.answer.share : 1;
}
