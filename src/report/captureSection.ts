import type { CaptureOutcome } from "../captures/outcome.ts";
import { durationText, exactBytes } from "./amounts.ts";
import { downloadCommand, fileAddress, localFileName } from "./captureFile.ts";
import { endingOf } from "./ending.ts";
import { momentText, secondsBetween } from "./moment.ts";
import type { ReportFacts } from "./reportFacts.ts";
import { command, factList, paragraph, type Block, type Section } from "./section.ts";

/** A capture file of this many bytes or fewer is its own header and nothing more. */
const emptyFileBytes = 24;

const tones = { captured: "good", failed: "bad", skipped: "neutral" } as const;

/** What happened to one VM. */
export function captureSection(outcome: CaptureOutcome, facts: ReportFacts): Section {
  const { brief, sentence } = endingOf(outcome, facts.limits);
  const paragraphs = [sentence, joining(outcome), remark(outcome), emptiness(outcome)];
  return {
    heading: `${outcome.vmName}: ${brief}`,
    tone: tones[outcome.outcome],
    blocks: [
      ...paragraphs.filter((text) => text !== null).map(paragraph),
      captureFacts(outcome, facts.timeZone),
      ...opening(outcome),
    ],
  };
}

function captureFacts(outcome: CaptureOutcome, timeZone: string): Block {
  const { startedAt, endedAt, bytes } = outcome;
  const seconds = secondsBetween(startedAt, endedAt);
  const address = fileAddress(outcome.fileUrl);
  return factList(
    ["Code", outcome.code],
    ["Capture file", address, address],
    ["Size", bytes === null ? null : exactBytes(bytes)],
    ["Started", startedAt === null ? null : momentText(startedAt, timeZone)],
    // Network Watcher does not say when a capture ended, only that it has.
    ["Ended by", endedAt === null ? null : momentText(endedAt, timeZone)],
    ["Duration", seconds === null ? null : `at most ${durationText(seconds)}`],
    ["Capture name", outcome.captureName],
    ["VM", outcome.vmId],
    ["Region", outcome.location],
  );
}

const joining = ({ joined }: CaptureOutcome): string | null =>
  joined ? "An earlier alert had started this capture; this alert followed it." : null;

/** What a capture that succeeded still has to say, such as that its file could not be looked at. */
const remark = ({ outcome, hint }: CaptureOutcome): string | null => (outcome === "captured" ? hint : null);

function emptiness({ outcome, bytes, fileUrl }: CaptureOutcome): string | null {
  if (outcome !== "captured") return null;
  if (fileAddress(fileUrl) === null) return "There is no address of a capture file.";
  if (bytes === null) return "The size of the file is not known.";
  return bytes <= emptyFileBytes ? "The file is empty: it holds no packets." : null;
}

function opening(outcome: CaptureOutcome): readonly Block[] {
  const address = fileAddress(outcome.fileUrl);
  if (address === null) return [];
  return [
    paragraph("Download the file, then open it in Wireshark:"),
    command(downloadCommand(address, localFileName(outcome))),
  ];
}
