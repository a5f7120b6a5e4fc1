import { framesOfCapture } from "../before/beforeFrame.ts";
import { countMore, fitFindings } from "./fitFindings.ts";
import { fitText } from "./fitText.ts";
import type { CaptureClock } from "../file/captureClock.ts";
import type { Finding, FindingDraft, FindingKind } from "./finding.ts";

const listed = { findings: 12, ofAKind: 2, bytes: 5 * 1024, flows: 3, frames: 3 };

/**
 * As many findings as a summary has room for. Two of a kind come before a third one, which is then counted;
 * the one that leads is always there.
 *
 * @param drafts the gravest first
 * @param momentAt `Packet.at` of the alert's moment; null when that is unknown
 */
export function rankFindings(
  drafts: readonly FindingDraft[],
  leading: FindingDraft | null,
  clock: CaptureClock,
  momentAt: number | null,
): Finding[] {
  const chosen = choose(drafts, leading);
  const findings = drafts
    .filter((draft) => chosen.has(draft))
    .map((draft) => findingOf(draft, clock, momentAt));
  for (const draft of drafts) if (!chosen.has(draft)) countMore(findings, draft.kind, 1);
  return fitFindings(findings, listed.bytes, leading?.kind ?? null);
}

function choose(drafts: readonly FindingDraft[], leading: FindingDraft | null): ReadonlySet<FindingDraft> {
  const before = new Map<FindingKind, number>();
  const isOneOfFew = ({ kind }: FindingDraft): boolean => {
    const ofKind = before.get(kind) ?? 0;
    before.set(kind, ofKind + 1);
    return ofKind < listed.ofAKind;
  };
  const few = drafts.filter(isOneOfFew);
  const inOrder = new Set([...(leading === null ? [] : [leading]), ...few, ...drafts]);
  return new Set([...inOrder].slice(0, listed.findings));
}

function findingOf(draft: FindingDraft, clock: CaptureClock, momentAt: number | null): Finding {
  const { kind, severity, text, filter, evidence, nextStep, firstAt, lastAt } = draft;
  const { counts, flows } = evidence;
  const frames = framesOfCapture(evidence.frames);
  return {
    kind,
    severity,
    text: fitText(text),
    filter,
    evidence: { counts, flows: flows.slice(0, listed.flows), frames: frames.slice(0, listed.frames) },
    nextStep,
    firstAt: clock.text(firstAt),
    lastAt: clock.text(lastAt),
    when: whenOf(draft, momentAt),
  };
}

/** Where a finding lies to the moment of the alert. */
function whenOf({ firstAt, lastAt }: FindingDraft, momentAt: number | null): Finding["when"] {
  if (momentAt === null || firstAt === null || lastAt === null) return null;
  if (lastAt < momentAt) return "before";
  return firstAt >= momentAt ? "after" : "around";
}
