import type { CaptureOutcome } from "../outcome/captureOutcome.ts";

/**
 * The outcome of an alert that is told in another one's report: how its capture ended and what was found in
 * the file, as that report says it.
 */
export function toldOutcome(own: CaptureOutcome, told: CaptureOutcome): CaptureOutcome {
  const { outcome, code, hint, stopReason, fileUrl, guestPath, bytes, before, summary } = told;
  const { sha256, readAt, etag, analyzedBy, network, instances, instanceFolder, leadingInstance } = told;
  const { firstPacketAt, lastPacketAt, fileFoundAt } = told.times;
  return {
    ...{ ...own, outcome, code, hint, stopReason, fileUrl, guestPath, bytes, before, summary },
    ...{ sha256, readAt, etag, analyzedBy, network, instances, instanceFolder, leadingInstance },
    times: { ...own.times, firstPacketAt, lastPacketAt, fileFoundAt },
  };
}
