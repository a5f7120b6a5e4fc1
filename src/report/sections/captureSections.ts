import { secondsBetween } from "../../captures/progress/secondsBetween.ts";
import { durationText } from "../../wording/durationText.ts";
import { exactBytes } from "../../wording/roughBytes.ts";
import { commands, factList, paragraph, type Block, type Section } from "../section.ts";
import { filterText } from "../text/filterText.ts";
import { momentText } from "../text/momentText.ts";
import { captureLinks } from "./captureLinks.ts";
import { endingOf, isEmpty } from "./endingOf.ts";
import { downloadCommand, fileAddress, localFileName } from "./fileAddress.ts";
import { alertLine } from "./originSection.ts";
import { findings, severityText } from "./traffic/findings.ts";
import { trafficSection, type Detail } from "./traffic/trafficSection.ts";
import type { CaptureOutcome } from "../../captures/outcome/captureOutcome.ts";
import type { ReportFacts } from "../reportFacts.ts";

const tones = { captured: "good", failed: "bad", skipped: "neutral" } as const;

/** Without a section of its own a finding is one sentence. */
const mostSentences = 3;

/** Mail services cut emails of more than 102 KiB; one VM in full takes up to two fifths of that. */
const detailed = { inFull: 2, inShort: 4 };

/** One VM: the lead and how the capture ended, then its traffic, then the details of the capture. */
export function captureSections(outcome: CaptureOutcome, facts: ReportFacts): readonly Section[] {
  const verdict = verdictSection(outcome, facts);
  const count = facts.captures.length;
  if (count > detailed.inShort) {
    const blocks = [...verdict.blocks, ...findingSentences(outcome), captureFacts(outcome, facts.timeZone)];
    return [{ ...verdict, blocks }];
  }
  const isWhole = count <= detailed.inFull;
  return detailedSections(verdict, outcome, facts, {
    shown: isWhole ? 5 : 3,
    findings: isWhole ? 12 : 3,
    whole: isWhole,
  });
}

function detailedSections(
  verdict: Section,
  outcome: CaptureOutcome,
  facts: ReportFacts,
  detail: Detail,
): readonly Section[] {
  const { vmName, summary } = outcome;
  const { timeZone } = facts;
  const own = [
    captureFacts(outcome, timeZone),
    ...howToOpen(outcome),
    ...captureLinks(outcome, facts.places),
  ];
  if (summary === null) return [{ ...verdict, blocks: [...verdict.blocks, ...own] }];
  return [
    verdict,
    ...findings(summary, { vmName, timeZone, shown: detail.findings }),
    trafficSection(summary, { vmName, timeZone, detail }),
    { heading: "Capture details", tone: "neutral", blocks: own },
  ];
}

function verdictSection(outcome: CaptureOutcome, facts: ReportFacts): Section {
  const { vmName, summary } = outcome;
  const { brief, sentence } = endingOf(outcome);
  const notes = [joinedNote(outcome, facts), hintNote(outcome), fileNote(outcome)];
  const isAlone = facts.captures.length === 1 && summary !== null;
  return {
    heading: `${vmName}: ${summary?.lead ?? brief}`,
    tone: toneOf(outcome),
    blocks: [
      ...[sentence, ...notes].filter((text) => text !== null).map(paragraph),
      ...(isAlone ? alertLine(facts) : []),
    ],
  };
}

/** A capture that went well is no good news when its lead is none. */
export function toneOf({ outcome, summary }: CaptureOutcome): Section["tone"] {
  if (summary?.leading?.severity === "critical") return "bad";
  return summary?.leading?.severity === "warning" ? "neutral" : tones[outcome];
}

/** The gravest findings beside the one that the heading states; they are stored without a full stop. */
const findingSentences = ({ summary }: CaptureOutcome): readonly Block[] =>
  (summary?.findings ?? [])
    .filter(({ text }) => summary?.lead.includes(text) !== true)
    .slice(0, mostSentences)
    .map((finding) => paragraph(`${severityText(finding)}.`));

function captureFacts(outcome: CaptureOutcome, timeZone: string): Block {
  const { startedAt, endedAt, bytes } = outcome;
  const seconds = secondsBetween(startedAt, endedAt);
  const address = fileAddress(outcome.fileUrl);
  return factList(
    ["Code", outcome.code],
    ["Capture file", address, address],
    ["File on the VM", outcome.guestPath],
    ["Size", bytes === null ? null : exactBytes(bytes)],
    ["Started", startedAt === null ? null : momentText(startedAt, timeZone)],
    // Network Watcher reports only that a capture has ended, not when: this is when the app saw it.
    ["Ended", endedAt === null ? null : momentText(endedAt, timeZone)],
    ["Duration", seconds === null ? null : `at most ${durationText(seconds)}`],
    ["Capture name", outcome.captureName],
    ["Filters in force", filtersInForce(outcome)],
    ["VM", outcome.vmId],
    ["Region", outcome.location],
  );
}

/** A capture without filters is the ordinary one; of another alert's capture it is said all the same. */
function filtersInForce({ filters, joined }: CaptureOutcome): string | null {
  if (filters === null || (filters.length === 0 && !joined)) return null;
  return filterText(filters);
}

function joinedNote({ joined }: CaptureOutcome, { alert }: ReportFacts): string | null {
  if (!joined) return null;
  return alert === null
    ? "This request joined a capture already running."
    : "This alert joined a capture already running.";
}

/** A note on a capture that succeeded, such as that its file could not be read. */
const hintNote = ({ outcome, hint }: CaptureOutcome): string | null => (outcome === "captured" ? hint : null);

const noPackets =
  "The file holds no packets. Either CAPTURE_FILTERS (or the alert rule's captureFilters) match none of the traffic, " +
  "or the VM sent and received nothing during the capture.";

function fileNote(outcome: CaptureOutcome): string | null {
  const { bytes, fileUrl, guestPath, summary } = outcome;
  if (outcome.outcome !== "captured") return null;
  if (fileUrl === null && guestPath !== null) return "The file is on the VM. Its size is unknown.";
  if (fileAddress(fileUrl) === null) return "The file's location is unknown.";
  if (bytes === null) return "The file's size is unknown.";
  return isEmpty(outcome) || summary?.packets === 0 ? noPackets : null;
}

function howToOpen(outcome: CaptureOutcome): readonly Block[] {
  const address = fileAddress(outcome.fileUrl);
  if (address === null) return [];
  return [
    ...commands("Download the file, then open it in Wireshark:", [
      downloadCommand(address, localFileName(outcome)),
    ]),
  ];
}
