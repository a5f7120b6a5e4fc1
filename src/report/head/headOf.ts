import { many } from "../../wording/many.ts";
import { minuteText } from "../../wording/momentText.ts";
import { roughBytes } from "../../wording/roughBytes.ts";
import { listBlock, paragraph, paragraphs, type Block } from "../section.ts";
import { captureAlone } from "../sections/before/captureAlone.ts";
import { beforeParagraph, besideLead, fixCommands } from "../sections/captureSections.ts";
import { endingOf } from "../sections/endingOf.ts";
import { capitalized, targetName } from "../sections/instances/targetName.ts";
import { joinedLine } from "../sections/joinedSection.ts";
import { captureButton } from "../sections/links/captureButton.ts";
import { networkParagraph } from "../sections/network/networkSection.ts";
import { outcomeNotes } from "../sections/outcomeNotes.ts";
import { overviewTable } from "../sections/overviewTable.ts";
import { severityText } from "../sections/traffic/findings.ts";
import { counts } from "../subjectOf.ts";
import { gravestTone } from "./toneOf.ts";
import { whyBlocks } from "./whyBlocks.ts";
import type { CaptureOutcome } from "../../captures/outcome/captureOutcome.ts";
import type { Head } from "../emailModel.ts";
import type { ReportFacts } from "../reportFacts.ts";

const mostFindings = 3;

/** The first screen. @param facts with the VM of the gravest lead first */
export function headOf(facts: ReportFacts): Head {
  const { captures, interruption, running = [] } = facts;
  const [gravest] = captures;
  const vms = captures.length + running.length;
  const isAlone = vms === 1;
  const verdict =
    interruption === undefined ? gravestTone(captures, vms) : ({ tone: "bad", word: "Unfinished" } as const);
  return {
    ...verdict,
    origin: originLine(facts),
    joined: joinedLine(facts),
    heading: headingOf(facts),
    before: gravest !== undefined && isAlone ? beforeButton(gravest) : [],
    button: captureButton(facts),
    after: [
      ...whyBlocks(facts),
      ...(gravest !== undefined && isAlone ? endingBlocks(gravest, facts) : severalEndings(facts)),
    ],
  };
}

/** "Sev2 · net-out-high · 2026-11-23 02:00 UTC": how grave the alert is by its rule, what fired, and when. */
function originLine({ alert, timeZone }: ReportFacts): string {
  if (alert === null) return "Requested manually.";
  const { severity, rule, firedAt } = alert;
  const when = firedAt === null ? null : minuteText(firedAt, timeZone);
  return [severity, rule ?? "(rule not named)", when].filter((part) => part !== null).join(" · ");
}

/** The gravest lead with its VM; where no VM has one, how they ended. */
function headingOf(facts: ReportFacts): string {
  const { captures, running = [] } = facts;
  const [gravest] = captures;
  if (gravest === undefined) return "No VM was captured";
  const { summary } = gravest;
  if (captures.length + running.length > 1 && summary?.leading == null) return severalText(facts);
  return `${capitalized(targetName(gravest))}: ${summary?.lead ?? endingOf(gravest).brief}`;
}

/** "3 VMs: 1 captured, 2 running". */
function severalText({ captures, running = [] }: ReportFacts): string {
  const still = running.length === 0 ? "" : `, ${running.length} running`;
  return `${captures.length + running.length} VMs: ${counts(captures)}${still}`;
}

/** Findings that the heading does not state; of a VM without a capture the cause and the fix. */
function beforeButton(outcome: CaptureOutcome): readonly Block[] {
  if (outcome.outcome !== "captured") return [paragraph(endingOf(outcome).sentence), ...fixCommands(outcome)];
  const items = besideLead(outcome).map((finding) => ({
    text: severityText(finding, outcome.summary ?? {}),
    note: null,
  }));
  const isWhole = items.length <= mostFindings;
  return listBlock(
    null,
    items,
    isWhole ? { shown: items.length } : { shown: mostFindings, total: items.length },
  );
}

function endingBlocks(outcome: CaptureOutcome, facts: ReportFacts): readonly Block[] {
  const { alert } = facts;
  const notes = paragraphs(...outcomeNotes(outcome, alert !== null));
  const before = [...beforeParagraph(outcome, facts), ...networkParagraph(outcome, facts.timeZone)];
  if (outcome.outcome !== "captured") return [...before, ...notes];
  const { bytes, summary } = outcome;
  const amounts = [
    ...(summary === null ? [] : [many(captureAlone(summary).packets, "packet")]),
    ...(bytes === null ? [] : [roughBytes(bytes)]),
  ];
  return [...before, paragraph([endingOf(outcome).sentence, amountText(amounts)].join(" ").trim()), ...notes];
}

const amountText = (amounts: readonly string[]): string =>
  amounts.length === 0 ? "" : `It holds ${amounts.join(", ")}.`;

const severalEndings = (facts: ReportFacts): readonly Block[] =>
  facts.captures.length === 0
    ? []
    : [paragraph(`${severalText(facts)}.`), overviewTable(facts.captures, facts.running)];
