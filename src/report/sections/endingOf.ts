import { durationText } from "../text/durationText.ts";
import { roughBytes } from "../text/roughBytes.ts";
import { briefFailure, failureText } from "./failureText.ts";
import type { CaptureOutcome } from "../../captures/outcome/captureOutcome.ts";
import type { ReportFacts } from "../reportFacts.ts";

/** How a VM's capture ended: in a few words for the subject, and in a sentence. */
interface Ending {
  readonly brief: string;
  readonly sentence: string;
}

type Limits = ReportFacts["limits"];

/** A file this close to the byte limit has reached it: a packet that no longer fits is left out. */
const fullShare = 0.99;

/** A capture file of at most this many bytes holds its own header only. */
const emptyFileBytes = 24;

export const isEmpty = ({ bytes }: CaptureOutcome): boolean => bytes !== null && bytes <= emptyFileBytes;

export function endingOf(outcome: CaptureOutcome, limits: Limits): Ending {
  switch (outcome.outcome) {
    case "captured": {
      const ending = capturedEnding(outcome, limits);
      return isEmpty(outcome) ? { ...ending, brief: `${ending.brief}, no packets` } : ending;
    }
    case "failed":
      return { brief: `capture failed, ${briefFailure(outcome)}`, sentence: failureText(outcome) };
    case "skipped":
      return { brief: `capture skipped, ${briefFailure(outcome)}`, sentence: failureText(outcome) };
  }
}

/** The service's reasons are an open set; it gives none when the byte limit ended the capture. */
function capturedEnding({ stopReason, bytes, joined }: CaptureOutcome, limits: Limits): Ending {
  const reason = stopReason?.toLowerCase() ?? "";
  if (reason === "timeexceeded") {
    const limit = joined ? "" : ` of ${durationText(limits.timeLimitSeconds)}`;
    return { brief: "captured, full time", sentence: `The capture ran its full time limit${limit}.` };
  }
  if (reason === "manual")
    return { brief: "captured, stopped early", sentence: "The capture was stopped early on request." };
  if (!joined && bytes !== null && bytes >= limits.maxBytes * fullShare)
    return {
      brief: "captured, size limit reached",
      sentence: `The capture stopped because it reached the size limit of ${roughBytes(limits.maxBytes)}.`,
    };
  const why = reason === "" ? "no reason given" : `reason given: "${stopReason ?? ""}"`;
  return { brief: "captured", sentence: `The capture ended (${why}).` };
}
