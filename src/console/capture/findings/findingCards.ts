import type { Finding, Severity } from "../../../pcap/findings/finding.ts";
import type { Fact, Section } from "../../../report/section.ts";

/** A finding as its card shows it, in the words of the email. */
export interface FindingCard {
  readonly severity: Severity;
  /** "Warning: 40 of 60 connections to 203.0.113.9:443 were refused". */
  readonly title: string;
  /** Evidence, when it was seen, the next step. */
  readonly facts: readonly Fact[];
  readonly filter: string;
}

/** @param section which has each finding's facts under a title, and then its filter, in their order */
export function findingCards(findings: readonly Finding[], section: Section | null): readonly FindingCard[] {
  const told = (section?.blocks ?? []).flatMap((block, index, blocks) => {
    const next = blocks[index + 1];
    if (block.kind !== "facts" || block.title === null || next?.kind !== "commands") return [];
    return [{ title: block.title, facts: block.facts, filter: next.lines.join(" ") }];
  });
  return findings.flatMap(({ severity }, index) => {
    const words = told[index];
    return words === undefined ? [] : [{ severity, ...words }];
  });
}
