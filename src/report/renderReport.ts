import { captureSection } from "./captureSection.ts";
import { htmlPart } from "./htmlPart.ts";
import { originSection } from "./originSection.ts";
import type { ReportFacts } from "./reportFacts.ts";
import { paragraph, type Section } from "./section.ts";
import { counts, subjectOf } from "./subject.ts";
import { textPart } from "./textPart.ts";

export type { ReportFacts } from "./reportFacts.ts";

export interface Report {
  /** Without line breaks, at most 200 characters. */
  readonly subject: string;
  /** Complete on its own. */
  readonly text: string;
  readonly html: string;
}

/** Writes the completion email: every VM's ending, then what set them off. */
export function renderReport(facts: ReportFacts): Report {
  const subject = subjectOf(facts);
  const sections = [
    ...specimenNotice(facts),
    ...overview(facts),
    ...facts.captures.map((outcome) => captureSection(outcome, facts)),
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
              "Someone asked for a specimen of the report, to see that it arrives. No alert fired, and nothing was captured.",
            ),
          ],
        },
      ]
    : [];

/** One VM's section speaks for itself; several are counted first. */
const overview = ({ captures }: ReportFacts): readonly Section[] =>
  captures.length < 2
    ? []
    : [
        {
          heading: `${captures.length} VMs: ${counts(captures)}`,
          tone: captures.some(({ outcome }) => outcome === "failed") ? "bad" : "good",
          blocks: captures.map(({ vmName, outcome }) => paragraph(`${vmName}: ${outcome}`)),
        },
      ];
