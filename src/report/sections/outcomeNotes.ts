import { captureAlone } from "./before/captureAlone.ts";
import { isEmpty } from "./endingOf.ts";
import { plainHint } from "./failure/plainHint.ts";
import { fileAddress } from "./fileAddress.ts";
import type { CaptureOutcome } from "../../captures/outcome/captureOutcome.ts";

const noPackets =
  "The file holds no packets. Either CAPTURE_FILTERS (or the alert rule's captureFilters) match none of the traffic, " +
  "or the VM sent and received nothing during the capture.";

/** What a reader must know of a capture beside how it ended. */
export const outcomeNotes = (outcome: CaptureOutcome, isAlert: boolean): readonly string[] =>
  [joinedNote(outcome, isAlert), hintNote(outcome), fileNote(outcome)].filter((note) => note !== null);

function joinedNote({ joined }: CaptureOutcome, isAlert: boolean): string | null {
  return joined ? `This ${isAlert ? "alert" : "request"} joined a capture already running.` : null;
}

/** A note on a capture that succeeded, such as that its file could not be read. */
const hintNote = ({ outcome, hint }: CaptureOutcome): string | null =>
  outcome === "captured" && hint !== null ? plainHint(hint).prose : null;

function fileNote(outcome: CaptureOutcome): string | null {
  const { bytes, fileUrl, guestPath, summary } = outcome;
  if (outcome.outcome !== "captured") return null;
  if (fileUrl === null && guestPath !== null) return "The file is on the VM. Its size is unknown.";
  if (fileAddress(fileUrl) === null) return "The file's location is unknown.";
  if (bytes === null) return "The file's size is unknown.";
  const hasPackets = summary === null || captureAlone(summary).packets > 0;
  return isEmpty(outcome) || !hasPackets ? noPackets : null;
}
