import { blankOutcome } from "../outcome/blankOutcome.ts";
import { summaryOfToday, type StoredSummary } from "./summaryOfToday.ts";
import type { CaptureOutcome } from "../outcome/captureOutcome.ts";

/** An outcome as some version of the app stored it. */
export type StoredOutcome = Partial<Omit<CaptureOutcome, "summary" | "times">> &
  Pick<CaptureOutcome, "vmId" | "outcome"> & {
    readonly times?: Partial<CaptureOutcome["times"]>;
    readonly summary?: StoredSummary | null;
  };

/** An outcome that an earlier version of the app stored, in today's form. */
export function outcomeOfToday(stored: StoredOutcome): CaptureOutcome {
  const blank = blankOutcome(stored.vmId);
  const times = { ...blank.times, ...stored.times };
  return { ...blank, ...stored, times, summary: summaryOfToday(stored.summary) };
}
