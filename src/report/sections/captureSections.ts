import { toneOf } from "../head/toneOf.ts";
import { commands, paragraph, paragraphs, type Block, type Section } from "../section.ts";
import { captureDetails, howToOpen } from "./captureDetails.ts";
import { captureLinks } from "./captureLinks.ts";
import { chainOfTimes, firstPacketText } from "./chainOfTimes.ts";
import { endingOf } from "./endingOf.ts";
import { failureFix } from "./failure/failureFix.ts";
import { outcomeNotes } from "./outcomeNotes.ts";
import { findings, severityText } from "./traffic/findings.ts";
import { trafficSection, type Detail } from "./traffic/trafficSection.ts";
import type { CaptureOutcome } from "../../captures/outcome/captureOutcome.ts";
import type { ReportFacts } from "../reportFacts.ts";

/** Without a section of its own a finding is one sentence. */
const mostSentences = 3;

/** Mail services cut emails of more than 102 KiB; one VM in full takes up to two fifths of that. */
const detailed = { inFull: 2, inShort: 4 };

/** One VM: its verdict, unless the email's head has that already, then its traffic and its capture. */
export function captureSections(
  outcome: CaptureOutcome,
  facts: ReportFacts,
  anchor: string | null,
): readonly Section[] {
  const verdict = anchor === null ? [] : [{ ...verdictSection(outcome, facts), anchor }];
  const count = facts.captures.length;
  if (count > detailed.inShort)
    return verdict.map((section) => ({
      ...section,
      blocks: [...section.blocks, ...findingSentences(outcome), captureDetails(outcome, facts.timeZone)],
    }));
  const isWhole = count <= detailed.inFull;
  return [
    ...verdict,
    ...detailedSections(outcome, facts, {
      shown: isWhole ? 5 : 3,
      findings: isWhole ? 12 : 3,
      whole: isWhole,
    }),
  ];
}

function detailedSections(outcome: CaptureOutcome, facts: ReportFacts, detail: Detail): readonly Section[] {
  const { vmName, summary, times } = outcome;
  const { timeZone } = facts;
  const details: Section = {
    heading: facts.captures.length > 1 ? `Capture details of ${vmName}` : "Capture details",
    tone: "neutral",
    blocks: [
      captureDetails(outcome, timeZone),
      ...howToOpen(outcome),
      ...(detail.whole ? chainOfTimes(outcome, timeZone) : []),
      ...paragraphs(firstPacketText(times, facts.alert === null ? "request" : "alert")),
      ...captureLinks(outcome, facts.places),
    ],
  };
  if (summary === null) return [details];
  return [
    ...findings(summary, { vmName, timeZone, shown: detail.findings }),
    trafficSection(summary, { vmName, timeZone, detail }),
    details,
  ];
}

/** One VM of several, as the head has it of an only one. */
function verdictSection(outcome: CaptureOutcome, { alert }: ReportFacts): Section {
  const { vmName, summary } = outcome;
  const { brief, sentence } = endingOf(outcome);
  const { tone, word } = toneOf(outcome);
  return {
    heading: `${vmName}: ${summary?.lead ?? brief}`,
    tone,
    blocks: [
      paragraph(sentence, word),
      ...fixCommands(outcome),
      ...paragraphs(...outcomeNotes(outcome, alert !== null)),
    ],
  };
}

export const fixCommands = (outcome: CaptureOutcome): readonly Block[] =>
  outcome.outcome === "captured" ? [] : commands(null, failureFix(outcome).commands);

/** The gravest findings beside the one that the heading states; they are stored without a full stop. */
const findingSentences = (outcome: CaptureOutcome): readonly Block[] =>
  besideLead(outcome)
    .slice(0, mostSentences)
    .map((finding) => paragraph(`${severityText(finding)}.`));

/** Findings that the lead does not state already. */
export const besideLead = ({ summary }: CaptureOutcome): NonNullable<typeof summary>["findings"] =>
  (summary?.findings ?? []).filter(({ text }) => summary?.lead.includes(text) !== true);
