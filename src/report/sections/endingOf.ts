import { reachedSizeLimit } from "../../captures/outcome/reachedSizeLimit.ts";
import { durationText } from "../../wording/durationText.ts";
import { roughBytes } from "../../wording/roughBytes.ts";
import { briefFailure } from "./failure/failureAdvice.ts";
import { failureFix } from "./failure/failureFix.ts";
import { instanceCounts } from "./instances/instanceCounts.ts";
import type { CaptureOutcome } from "../../captures/outcome/captureOutcome.ts";

/** How a VM's capture ended: in a few words for the subject, and in a sentence. */
interface Ending {
  readonly brief: string;
  readonly sentence: string;
}

/** A capture file of at most this many bytes holds its own header only. */
const emptyFileBytes = 24;

export const isEmpty = ({ bytes }: CaptureOutcome): boolean => bytes !== null && bytes <= emptyFileBytes;

export function endingOf(outcome: CaptureOutcome): Ending {
  switch (outcome.outcome) {
    case "captured": {
      const ending = endingOfSet(outcome, capturedEnding(outcome));
      // An analyzed file's lead says so itself.
      return isEmpty(outcome) && outcome.summary === null
        ? { ...ending, brief: `${ending.brief}, no packets` }
        : ending;
    }
    case "failed":
      return { brief: `capture failed, ${briefFailure(outcome)}`, sentence: failureFix(outcome).cause };
    case "skipped":
      return { brief: `capture skipped, ${briefFailure(outcome)}`, sentence: failureFix(outcome).cause };
  }
}

/** Of a scale set the subject has its instances, and the sentence both. */
function endingOfSet({ instances }: CaptureOutcome, { brief, sentence }: Ending): Ending {
  if (instances === null) return { brief, sentence };
  const counts = instanceCounts(instances);
  return { brief: counts, sentence: `${counts}. ${sentence}` };
}

/** The service's reasons are an open set; it gives none when the byte limit ended the capture. */
function capturedEnding(outcome: CaptureOutcome): Ending {
  const { stopReason, replacedBy, limits } = outcome;
  const reason = stopReason?.toLowerCase() ?? "";
  if (reason === "timeexceeded") {
    const limit = limits === null ? "" : ` of ${durationText(limits.timeLimitSeconds)}`;
    return { brief: "captured, full time", sentence: `The capture ran its full time limit${limit}.` };
  }
  if (replacedBy !== null)
    return {
      brief: "captured, replaced by a later alert",
      sentence: `The capture of a later alert, ${replacedBy}, replaced this one, as CAPTURE_CONFLICT_POLICY=replace asks.`,
    };
  if (outcome.stoppedBy === "resolved")
    return {
      brief: "captured, stopped when the alert resolved",
      sentence: "The capture was stopped early, because the alert resolved.",
    };
  if (reason === "manual")
    return { brief: "captured, stopped early", sentence: "The capture was stopped early on request." };
  if (limits !== null && reachedSizeLimit(outcome))
    return {
      brief: "captured, size limit reached",
      sentence: `The capture stopped because it reached the size limit of ${roughBytes(limits.maxBytes)}.`,
    };
  const why = reason === "" ? "no reason given" : `reason given: "${stopReason ?? ""}"`;
  return { brief: "captured", sentence: `The capture ended (${why}).` };
}
