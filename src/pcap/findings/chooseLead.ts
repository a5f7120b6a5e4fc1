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
  /** What the capture's filters let through: "captured UDP 53 traffic"; null without filters. */
  readonly traffic?: string | null;
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
  { answer, missing, packets, isAsked, traffic = null }: LeadingFacts,
): Lead {
  // That something is missing is said in front of the claim.
  const claims = drafts.filter(({ kind }) => missing === 0 || kind !== "incomplete");
  const isAnswerWeak = (answer?.share ?? 0) < thresholds.leadingShare;
  const claiming = claimOf(claims, isAsked, isAnswerWeak);
  const leading = claiming ?? drafts.find(({ kind }) => kind === "incomplete" && missing > 0) ?? null;
  const lead =
    missing > 0
      ? incompleteLead(claiming ?? null, shareText(missing), traffic)
      : claiming === undefined
        ? nothing(packets, traffic)
        : claimOn(claiming, traffic);
  return { lead, leading };
}

/** "Nothing stands out" would claim that there was something to look at. */
function nothing(packets: number, traffic: string | null): string {
  if (packets === 0)
    return traffic === null ? "No packets were read" : `No packets were read of the ${traffic}`;
  return traffic === null ? "Nothing stands out" : `Nothing stands out in the ${traffic}`;
}

/** The packets that a filter kept out may tell another story. */
function claimOn(claiming: FindingDraft, traffic: string | null): string {
  if (traffic === null) return fitText(claiming.text);
  const inside = claimWithin(claiming);
  return fitText(`Of the ${traffic}: ${inside}`, `Of the filtered traffic: ${inside}`);
}

/** Goes on with a sentence. */
const claimWithin = ({ text, claim = text }: FindingDraft): string =>
  claim.replace(/^(?:The|A|An|In) /, (article) => article.toLowerCase());

function incompleteLead(claiming: FindingDraft | null, share: string, traffic: string | null): string {
  const claim = claiming === null ? "nothing else stands out" : claimWithin(claiming);
  if (traffic !== null)
    return fitText(
      `Incomplete, up to ${share} of the ${traffic} is missing: ${claim}`,
      `Incomplete by up to ${share} of the filtered traffic: ${claim}`,
    );
  return fitText(
    `Incomplete, any peer may lack up to ${share} of the bytes: ${claim}`,
    `Incomplete, up to ${share} of the bytes are missing: ${claim}`,
    `Incomplete by up to ${share}: ${claim}`,
  );
}

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
