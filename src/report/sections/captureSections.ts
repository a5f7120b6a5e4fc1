import { toneOf } from "../head/toneOf.ts";
import { commands, linkList, paragraph, paragraphs, type Block, type Section } from "../section.ts";
import { alertTime } from "./before/alertTime.ts";
import { beforeSection } from "./before/beforeSection.ts";
import { beforeLabel, beforeText, type Cause } from "./before/beforeText.ts";
import { captureDetails, howToOpen } from "./captureDetails.ts";
import { chainOfTimes, firstPacketText } from "./chainOfTimes.ts";
import { endingOf } from "./endingOf.ts";
import { failureFix } from "./failure/failureFix.ts";
import { instancesSection } from "./instances/instancesSection.ts";
import { capitalized, targetName, trafficName } from "./instances/targetName.ts";
import { captureLinks, portalLink } from "./links/captureLinks.ts";
import { interfaceFacts } from "./network/interfaceFacts.ts";
import { networkParagraph, networkSection } from "./network/networkSection.ts";
import { outcomeNotes } from "./outcomeNotes.ts";
import { findings, severityText } from "./traffic/findings.ts";
import { trafficSection, type Detail } from "./traffic/trafficSection.ts";
import type { CaptureOutcome } from "../../captures/outcome/captureOutcome.ts";
import type { ReportFacts } from "../reportFacts.ts";

/** Without a section of its own a finding is one sentence. */
const mostSentences = 3;

/** How one VM is shown. */
interface Shown {
  /** Its anchor where there are several; null: the head has the verdict already. */
  readonly anchor: string | null;
  /** Null: its verdict and a few sentences only. */
  readonly detail: Detail | null;
}

/** One VM: its verdict, unless the head has that already, then its traffic and its capture. */
export function captureSections(
  outcome: CaptureOutcome,
  facts: ReportFacts,
  { anchor, detail }: Shown,
): readonly Section[] {
  const verdict = anchor === null ? [] : [{ ...verdictSection(outcome, facts), anchor }];
  if (detail !== null) return [...verdict, ...detailedSections(outcome, facts, { anchor, detail })];
  const portal = portalLink(outcome, facts.places);
  return verdict.map((section) => ({
    ...section,
    blocks: [
      ...section.blocks,
      ...beforeParagraph(outcome, facts),
      ...networkParagraph(outcome, facts.timeZone),
      ...findingSentences(outcome),
      captureDetails(outcome, facts.timeZone),
      ...(portal === null ? [] : linkList("In the Azure portal", [portal.label, portal.href])),
    ],
  }));
}

function detailedSections(
  outcome: CaptureOutcome,
  facts: ReportFacts,
  { anchor, detail }: Shown & { readonly detail: Detail },
): readonly Section[] {
  const { vmId: vm, vmName, summary, times } = outcome;
  const { timeZone } = facts;
  const details: Section = {
    heading: anchor === null ? "Capture details" : `Capture details of ${vmName}`,
    tone: "neutral",
    ...{ part: "details", vm },
    blocks: [
      captureDetails(outcome, timeZone),
      ...interfaceFacts(outcome.network),
      ...howToOpen(outcome),
      ...(detail.whole ? chainOfTimes(outcome, timeZone) : []),
      ...paragraphs(firstPacketText(times, causeOf(facts))),
      ...captureLinks(outcome, facts.places),
    ],
  };
  const before = beforeSection(outcome, facts, { isAlone: anchor === null, linked: detail.linked });
  const instances = instancesSection(outcome, facts.places);
  const told = summary?.findings.slice(0, detail.findings) ?? [];
  const network = networkSection(outcome, { timeZone, isAlone: anchor === null, told });
  if (summary === null) return [...instances, ...network, ...before, details];
  const ofPackets = trafficName(outcome);
  return [
    ...instances,
    ...findings(summary, {
      ...{ vmName: ofPackets, timeZone, shown: detail.findings, network: outcome.network },
    }).map((section) => ({ ...section, vm })),
    ...network,
    ...before,
    { ...trafficSection(summary, { vmName: ofPackets, timeZone, detail, alertAt: alertTime(outcome) }), vm },
    details,
  ];
}

const causeOf = ({ alert }: ReportFacts): Cause => (alert === null ? "request" : "alert");

/** The packets from before in a sentence; empty where the VM is not armed. */
export function beforeParagraph(outcome: CaptureOutcome, facts: ReportFacts): readonly Block[] {
  const text = beforeText(outcome, causeOf(facts), facts.timeZone);
  return text === null ? [] : [paragraph(text, beforeLabel)];
}

/** One VM of several, as the head has it of an only one. */
function verdictSection(outcome: CaptureOutcome, { alert }: ReportFacts): Section {
  const { vmId: vm, summary } = outcome;
  const { brief, sentence } = endingOf(outcome);
  const { tone, word } = toneOf(outcome);
  return {
    heading: `${capitalized(targetName(outcome))}: ${summary?.lead ?? brief}`,
    tone,
    ...{ part: "verdict", vm },
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
    .map((finding) => paragraph(`${severityText(finding, outcome.summary ?? {})}.`));

/** Findings that the lead does not state already. */
export const besideLead = ({ summary }: CaptureOutcome): NonNullable<typeof summary>["findings"] =>
  (summary?.findings ?? []).filter(({ text }) => summary?.lead.includes(text) !== true);
