import { byLead } from "../captures/summary/byLead.ts";
import { outcomeOfToday } from "../captures/summary/outcomeOfToday.ts";
import { htmlPart } from "./html/htmlPart.ts";
import { listBlock, paragraph, type Section } from "./section.ts";
import { captureSections, toneOf } from "./sections/captureSections.ts";
import { endingOf } from "./sections/endingOf.ts";
import { ignoredFilters } from "./sections/ignoredFilters.ts";
import { interruptionNotice } from "./sections/interruptionNotice.ts";
import { alertLine, originSection } from "./sections/originSection.ts";
import { counts, subjectOf } from "./subjectOf.ts";
import { textPart } from "./text/textPart.ts";
import type { ReportFacts } from "./reportFacts.ts";

export interface Report {
  /** Without line breaks, at most 200 characters. */
  readonly subject: string;
  /** Complete on its own. */
  readonly text: string;
  readonly html: string;
}

/**
 * Renders the completion email: a notice where one is due, each VM's result, the gravest first, then the
 * alert or request that started the captures.
 */
export function renderReport(given: ReportFacts): Report {
  const facts = { ...given, captures: given.captures.map(outcomeOfToday).sort(byLead) };
  const subject = subjectOf(facts);
  const sections = [
    ...specimenNotice(facts),
    ...interruptionNotice(facts),
    ...ignoredFilters(facts),
    ...overview(facts),
    ...facts.captures.flatMap((outcome) => captureSections(outcome, facts)),
    originSection(facts),
  ];
  return { subject, text: textPart(sections), html: htmlPart(subject, sections) };
}

const specimenNotice = ({ specimen }: ReportFacts): readonly Section[] =>
  specimen === true
    ? [
        {
          heading: "This is a test",
          tone: "neutral",
          blocks: [
            paragraph(
              "Someone requested a sample report to check that it arrives. No alert fired, and nothing was captured.",
            ),
          ],
        },
      ]
    : [];

/** Several VMs get an overview first; one VM needs none. */
function overview(facts: ReportFacts): readonly Section[] {
  const { captures } = facts;
  if (captures.length < 2) return [];
  const items = captures.map((outcome) => {
    const { vmName, summary } = outcome;
    return { text: `${vmName}: ${endingOf(outcome).brief}`, note: summary?.lead ?? null };
  });
  return [
    {
      heading: `${captures.length} VMs: ${counts(captures)}`,
      tone: captures.some((outcome) => toneOf(outcome) === "bad") ? "bad" : "good",
      blocks: [...listBlock(null, items, { shown: items.length }), ...alertLine(facts)],
    },
  ];
}
