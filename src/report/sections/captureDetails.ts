import { secondsBetween } from "../../captures/progress/secondsBetween.ts";
import { isScaleSet } from "../../captures/scaleSet/isScaleSet.ts";
import { durationText } from "../../wording/durationText.ts";
import { many } from "../../wording/many.ts";
import { momentText } from "../../wording/momentText.ts";
import { exactBytes, roughBytes } from "../../wording/roughBytes.ts";
import { commands, factList, type Block } from "../section.ts";
import { filterText } from "../text/filterText.ts";
import { failureDetails } from "./failure/failureDetails.ts";
import { downloadCommand, fileAddress, localFileName } from "./fileAddress.ts";
import type { CaptureOutcome } from "../../captures/outcome/captureOutcome.ts";

/** What is known of one capture beside its packets. */
export function captureDetails(outcome: CaptureOutcome, timeZone: string): Block {
  const { startedAt, endedAt, bytes, sha256 } = outcome;
  const seconds = secondsBetween(startedAt, endedAt);
  return factList(
    ...failureDetails(outcome),
    // As text: storage answers a browser without a signature with an error.
    ["Capture file", fileAddress(outcome.fileUrl)],
    ["File on the VM", outcome.guestPath],
    ["Size", bytes === null ? null : exactBytes(bytes)],
    ["SHA-256", sha256, hashNote(outcome, timeZone)],
    ["Started", startedAt === null ? null : momentText(startedAt, timeZone)],
    // Network Watcher reports only that a capture has ended, not when: this is when the app saw it.
    ["Ended", endedAt === null ? null : momentText(endedAt, timeZone)],
    ["Duration", seconds === null ? null : `at most ${durationText(seconds)}`],
    ["Stop reason", outcome.stopReason],
    ["Capture name", outcome.captureName],
    ["Filters in force", outcome.filters === null ? null : filterText(outcome.filters)],
    ["Limits in force", limitsText(outcome)],
    [isScaleSet(outcome.vmId) ? "Scale set" : "VM", outcome.vmId],
    ["Region", outcome.location],
  );
}

/** A file can be written anew: the hash is of one reading. */
const hashNote = ({ readAt }: CaptureOutcome, timeZone: string): string =>
  readAt === null
    ? "of the file as read for the analysis"
    : `of the file as read at ${momentText(readAt, timeZone)}`;

function limitsText({ limits }: CaptureOutcome): string | null {
  if (limits === null) return null;
  const { timeLimitSeconds, maxBytes, bytesPerPacket } = limits;
  const each = bytesPerPacket === 0 ? "whole packets" : `${many(bytesPerPacket, "byte")} of each packet`;
  return `${durationText(timeLimitSeconds)}, ${roughBytes(maxBytes)}, ${each}`;
}

/** The command that downloads the file. */
export function howToOpen(outcome: CaptureOutcome): readonly Block[] {
  const address = fileAddress(outcome.fileUrl);
  if (address === null) return [];
  return commands("Download the file, then open it in Wireshark:", [
    downloadCommand(address, localFileName(outcome)),
  ]);
}
