import type { CaptureOutcome } from "../captures/outcome.ts";
import { durationText, exactBytes } from "./amounts.ts";
import { downloadCommand, fileAddress, localFileName } from "./captureFile.ts";
import { endingOf, isEmpty } from "./ending.ts";
import { momentText, secondsBetween } from "./moment.ts";
import type { ReportFacts } from "./reportFacts.ts";
import { command, factList, paragraph, type Block, type Section } from "./section.ts";

const tones = { captured: "good", failed: "bad", skipped: "neutral" } as const;

/** What happened to one VM. */
export function captureSection(outcome: CaptureOutcome, facts: ReportFacts): Section {
  const { brief, sentence } = endingOf(outcome, facts.limits);
  const paragraphs = [sentence, joining(outcome, facts), remark(outcome), emptiness(outcome)];
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
    ["File on the VM", outcome.guestPath],
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

function joining({ joined }: CaptureOutcome, { alert }: ReportFacts): string | null {
  if (!joined) return null;
  return alert === null
    ? "A capture of this VM was running already; this request followed it."
    : "An earlier alert had started this capture; this alert followed it.";
}

/** What a capture that succeeded still has to say, such as that its file could not be looked at. */
const remark = ({ outcome, hint }: CaptureOutcome): string | null => (outcome === "captured" ? hint : null);

const noPackets =
  "The file holds no packets. Perhaps CAPTURE_FILTERS (or the alert rule's captureFilters) match none of the traffic, " +
  "or the VM sent and received nothing by the time the capture had started.";

function emptiness(outcome: CaptureOutcome): string | null {
  const { bytes, fileUrl, guestPath } = outcome;
  if (outcome.outcome !== "captured") return null;
  if (fileUrl === null && guestPath !== null) return "The file is on the VM; its size is not known.";
  if (fileAddress(fileUrl) === null) return "There is no address of a capture file.";
  if (bytes === null) return "The size of the file is not known.";
  return isEmpty(outcome) ? noPackets : null;
}

function opening(outcome: CaptureOutcome): readonly Block[] {
  const address = fileAddress(outcome.fileUrl);
  if (address === null) return [];
  return [
    paragraph("Download the file, then open it in Wireshark:"),
    command(downloadCommand(address, localFileName(outcome))),
  ];
}
