import { factsOfToday } from "./factsOfToday.ts";
import { preheaderOf } from "./head/preheaderOf.ts";
import { htmlPart } from "./html/htmlPart.ts";
import { reportModel } from "./reportModel.ts";
import { paragraph, type Section } from "./section.ts";
import { footerLines } from "./sections/footerLines.ts";
import { joinedLine, joinedSection } from "./sections/joinedSection.ts";
import { subjectOf } from "./subjectOf.ts";
import { textPart } from "./text/textPart.ts";
import type { EmailModel } from "./emailModel.ts";
import type { ReportFacts } from "./reportFacts.ts";
import type { Detail } from "./sections/traffic/trafficSection.ts";

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
  const facts = factsOfToday(given);
  const subject = subjectOf(facts);
  const model = withJoined(modelOf(facts), facts);
  return {
    subject,
    text: textPart(model),
    html: htmlPart(subject, model),
    importance: model.head.tone === "bad" && facts.specimen !== true ? "high" : "normal",
  };
}

function modelOf(facts: ReportFacts): EmailModel {
  const { notices, head, sections } = reportModel(facts, detailFor(facts.captures.length));
  return {
    preheader: preheaderOf(facts),
    notices: [...specimenNotice(facts), ...notices],
    head,
    sections,
    footer: footerLines(facts),
  };
}

/** One VM in full takes up to two fifths of what a mail service leaves of an email. */
const detailed = { inFull: 2, inShort: 4 };

/** The more VMs, the less of each. */
function detailFor(count: number): Detail | null {
  if (count > detailed.inShort) return null;
  const isWhole = count <= detailed.inFull;
  return { shown: isWhole ? 5 : 3, findings: isWhole ? 12 : 3, whole: isWhole, linked: false };
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
