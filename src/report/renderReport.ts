import { byLead } from "../captures/summary/byLead.ts";
import { outcomeOfToday } from "../captures/summary/outcomeOfToday.ts";
import { headOf } from "./head/headOf.ts";
import { preheaderOf } from "./head/preheaderOf.ts";
import { htmlPart } from "./html/htmlPart.ts";
import { paragraph, type Section } from "./section.ts";
import { captureSections } from "./sections/captureSections.ts";
import { footerLines } from "./sections/footerLines.ts";
import { ignoredFilters } from "./sections/ignoredFilters.ts";
import { interruptionNotice } from "./sections/interruptionNotice.ts";
import { joinedLine, joinedSection } from "./sections/joinedSection.ts";
import { originSection } from "./sections/originSection.ts";
import { anchorOf } from "./sections/overviewTable.ts";
import { subjectOf } from "./subjectOf.ts";
import { textPart } from "./text/textPart.ts";
import type { EmailModel } from "./emailModel.ts";
import type { ReportFacts } from "./reportFacts.ts";

export interface Report {
  /** Without line breaks, at most 200 characters. */
  readonly subject: string;
  /** Complete on its own. */
  readonly text: string;
  readonly html: string;
  /** High where someone has to act now: a failed capture or a critical finding. */
  readonly importance: "high" | "normal";
}

/** Renders the completion email. */
export function renderReport(given: ReportFacts): Report {
  const facts = { ...given, captures: given.captures.map(outcomeOfToday).sort(byLead) };
  const subject = subjectOf(facts);
  const model = withJoined(modelOf(facts), facts);
  return {
    subject,
    text: textPart(model),
    html: htmlPart(subject, model),
    importance: model.head.tone === "bad" && facts.specimen !== true ? "high" : "normal",
  };
}

/** What must be known first, then the first screen, each VM, the gravest first, and the alert or request. */
function modelOf(facts: ReportFacts): EmailModel {
  const { captures } = facts;
  const isAlone = captures.length === 1;
  return {
    preheader: preheaderOf(facts),
    notices: [...specimenNotice(facts), ...interruptionNotice(facts), ...ignoredFilters(facts)],
    head: headOf(facts),
    sections: [
      ...captures.flatMap((outcome, index) =>
        captureSections(outcome, facts, isAlone ? null : anchorOf(index)),
      ),
      originSection(facts),
    ],
    footer: footerLines(facts),
  };
}

/** Mail services cut emails of more than 102 KiB. */
const mostBytes = 100_000;

/** The alerts that joined get what the rest of the email leaves of its size. */
function withJoined(model: EmailModel, facts: ReportFacts): EmailModel {
  if (joinedLine(facts) === null) return model;
  const room = mostBytes - new TextEncoder().encode(htmlPart("", model)).length;
  return { ...model, sections: [...model.sections, ...joinedSection(facts, room)] };
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
