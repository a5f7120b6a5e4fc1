import { shareText } from "../../wording/shareText.ts";
import { fitText } from "./fitText.ts";
import { thresholds } from "./thresholds.ts";
import type { Answer } from "../summary/captureSummary.ts";
import type { FindingDraft, FindingKind } from "./finding.ts";

/** The sentence that every output begins with, and the finding that it states; null when none does. */
interface Lead {
  readonly lead: string;
  readonly leading: FindingDraft | null;
}

/** What else decides what leads. */
interface LeadingFacts {
  readonly answer: Pick<Answer, "share"> | null;
  /** Share of the bytes that any peer may lack; 0 when it is negligible. */
  readonly missing: number;
  readonly packets: number;
  /** Whether an alert asks about a direction; nobody asked for the answer otherwise. */
  readonly isAsked: boolean;
}

/** A peer with a part of the bytes does not hide that someone attacks, or that a service is dead. */
const urgent: ReadonlySet<FindingKind> = new Set([
  ...(["syn-flood", "broadcast-flood", "port-scan", "host-sweep", "brute-force"] as const),
  ...(["dead-peer", "refused", "unanswered", "half-open", "unreachable", "dns-unanswered"] as const),
]);

/**
 * What needs someone now; else the answer to the alert's question; else the first warning. Without a question
 * the first warning comes before the peer with most of the bytes. What the analysis may lack is said before.
 *
 * @param drafts the gravest first
 */
export function chooseLead(
  drafts: readonly FindingDraft[],
  { answer, missing, packets, isAsked }: LeadingFacts,
): Lead {
  // That something is missing is said in front of the claim.
  const claims = drafts.filter(({ kind }) => missing === 0 || kind !== "incomplete");
  const isAnswerWeak = (answer?.share ?? 0) < thresholds.leadingShare;
  const claiming = claimOf(claims, isAsked, isAnswerWeak);
  const leading = claiming ?? drafts.find(({ kind }) => kind === "incomplete" && missing > 0) ?? null;
  if (missing === 0)
    return { lead: claiming === undefined ? nothing(packets) : fitText(claiming.text), leading };
  const claim = claiming?.text ?? "nothing else stands out";
  const share = shareText(missing);
  return {
    lead: fitText(
      `Incomplete, any peer may lack up to ${share} of the bytes: ${claim}`,
      `Incomplete, up to ${share} of the bytes are missing: ${claim}`,
      `Incomplete by up to ${share}: ${claim}`,
    ),
    leading,
  };
}

/** "Nothing stands out" would claim that there was something to look at. */
const nothing = (packets: number): string => (packets === 0 ? "No packets were read" : "Nothing stands out");

function claimOf(
  drafts: readonly FindingDraft[],
  isAsked: boolean,
  isAnswerWeak: boolean,
): FindingDraft | undefined {
  const [first] = drafts;
  if (first?.severity === "critical") return first;
  const warning = drafts.find(({ severity }) => severity === "warning");
  const isAnswer = ({ kind }: FindingDraft) => kind === "top-peer" || kind === "one-host";
  if (isAnswerWeak && drafts.some(isUrgentWarning)) return drafts.find(isUrgentWarning);
  const answer = drafts.find(isAnswer);
  return isAsked ? (answer ?? warning) : (warning ?? answer);
}

const isUrgentWarning = ({ severity, kind }: FindingDraft): boolean =>
  severity === "warning" && urgent.has(kind);
