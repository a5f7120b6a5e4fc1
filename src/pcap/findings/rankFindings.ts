import type { CaptureClock } from "../file/captureClock.ts";
import type { Finding, FindingDraft, Severity } from "./finding.ts";

const ranks: Readonly<Record<Severity, number>> = { critical: 0, warning: 1, note: 2 };

const listed = { findings: 12, bytes: 5 * 1024, flows: 3, frames: 3 };

/** Gravest first, then by weight; as many as a summary has room for. */
export function rankFindings(drafts: readonly FindingDraft[], clock: CaptureClock): Finding[] {
  const ranked = [...drafts].sort(
    (one, other) => ranks[one.severity] - ranks[other.severity] || other.weight - one.weight,
  );
  const findings = ranked.slice(0, listed.findings).map((draft) => findingOf(draft, clock));
  return fit(findings);
}

function findingOf(draft: FindingDraft, clock: CaptureClock): Finding {
  const { kind, severity, text, filter, evidence, nextStep, firstAt, lastAt } = draft;
  const { counts, flows, frames } = evidence;
  return {
    kind,
    severity,
    text,
    filter,
    evidence: { counts, flows: flows.slice(0, listed.flows), frames: frames.slice(0, listed.frames) },
    nextStep,
    firstAt: clock.text(firstAt),
    lastAt: clock.text(lastAt),
  };
}

const sizeOf = (findings: readonly Finding[]): number =>
  new TextEncoder().encode(JSON.stringify(findings)).length;

/** Takes flows from the lightest findings first, then the lightest findings themselves. */
function fit(findings: readonly Finding[]): Finding[] {
  const fitting = [...findings];
  for (let index = fitting.length - 1; index >= 0 && sizeOf(fitting) > listed.bytes; index -= 1) {
    const finding = fitting[index];
    if (finding === undefined) continue;
    fitting[index] = {
      ...finding,
      evidence: { ...finding.evidence, flows: finding.evidence.flows.slice(0, 1) },
    };
  }
  while (sizeOf(fitting) > listed.bytes) fitting.pop();
  return fitting;
}
