import type { Finding, Severity } from "../../../pcap/findings/finding.ts";
import type { Block, Fact, Section } from "../../../report/section.ts";

/** A finding as its card shows it, in the words of the email. */
export interface FindingCard {
  readonly severity: Severity;
  /** "Warning: 40 of 60 connections to 203.0.113.9:443 were refused". */
  readonly title: string;
  /** Evidence, when it was seen, the next step. */
  readonly facts: readonly Fact[];
  readonly filter: string;
}

/** @param section whose titled facts are the findings, in their order */
export function findingCards(findings: readonly Finding[], section: Section | null): readonly FindingCard[] {
  const told = (section?.blocks ?? []).filter(isTitled);
  return findings.flatMap(({ severity, filter }, index) => {
    const block = told[index];
    return block === undefined ? [] : [{ severity, filter, title: block.title, facts: block.facts }];
  });
}

type TitledFacts = Extract<Block, { kind: "facts" }> & { readonly title: string };

const isTitled = (block: Block): block is TitledFacts => block.kind === "facts" && block.title !== null;
