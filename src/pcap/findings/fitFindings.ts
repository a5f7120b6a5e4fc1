import type { Finding, FindingKind } from "./finding.ts";

type Findings = readonly Finding[];

const sizeOf = (findings: Findings): number => new TextEncoder().encode(JSON.stringify(findings)).length;

/**
 * Shortens findings, the gravest first, to so many bytes of JSON. The lightest lose first: all flows but one,
 * then themselves. The one that leads stays; of a kind that is still listed the others are counted.
 */
export function fitFindings(findings: Findings, bytes: number, leading: FindingKind | null): Finding[] {
  let fitting = [...findings];
  for (let index = fitting.length - 1; index >= 0 && sizeOf(fitting) > bytes; index -= 1)
    fitting = fitting.map((finding, at) => (at === index ? withOneFlow(finding) : finding));
  while (sizeOf(fitting) > bytes) {
    const leadingAt = fitting.findIndex(({ kind }) => kind === leading);
    const at = fitting.findLastIndex((_, index) => index !== leadingAt);
    const [left] = at < 0 ? [] : fitting.splice(at, 1);
    if (left === undefined) break;
    countMore(fitting, left.kind, 1 + (left.evidence.counts.more ?? 0));
  }
  return fitting;
}

/** Tells the last finding of a kind how many more there are; of a kind that is not listed nobody. */
export function countMore(findings: Finding[], kind: FindingKind, more: number): void {
  const at = findings.findLastIndex((finding) => finding.kind === kind);
  const finding = findings[at];
  if (finding === undefined) return;
  const { counts } = finding.evidence;
  findings[at] = {
    ...finding,
    evidence: { ...finding.evidence, counts: { ...counts, more: (counts.more ?? 0) + more } },
  };
}

const withOneFlow = (finding: Finding): Finding => ({
  ...finding,
  evidence: { ...finding.evidence, flows: finding.evidence.flows.slice(0, 1) },
});
