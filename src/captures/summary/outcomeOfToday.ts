import { unknownTimes } from "../outcome/captureTimes.ts";
import { summaryOfToday } from "./summaryOfToday.ts";
import type { CaptureOutcome } from "../outcome/captureOutcome.ts";

type LaterFacts = "sha256" | "times";

/** An outcome as some version of the app stored it. */
type StoredOutcome = Omit<CaptureOutcome, LaterFacts> & Partial<Pick<CaptureOutcome, LaterFacts>>;

/** An outcome that an earlier version of the app stored, in today's form. */
export const outcomeOfToday = (stored: StoredOutcome): CaptureOutcome => ({
  ...{ sha256: null, times: unknownTimes },
  ...stored,
  summary: summaryOfToday(stored.summary),
});
