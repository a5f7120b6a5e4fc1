import type { FindingDraft, Severity } from "./finding.ts";

const ranks: Readonly<Record<Severity, number>> = { critical: 0, warning: 1, note: 2 };

/** Orders findings: the gravest first, those of one severity by weight. */
export const byGravity = (one: FindingDraft, other: FindingDraft): number =>
  ranks[one.severity] - ranks[other.severity] || other.weight - one.weight;
