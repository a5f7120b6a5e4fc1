import type { RingFiles } from "../rings/ringFile.ts";
import type { CaptureAnalysis } from "./captureAnalysis.ts";
import type { Refusal } from "./refusal.ts";

/** Where the file of an ended capture is. */
export interface CaptureFile {
  /** Null when the file is on the VM only. */
  readonly fileUrl: string | null;
  readonly guestPath: string | null;
  /** Null when storage does not let the app look. */
  readonly bytes: number | null;
}

/** An ended capture's file and its analysis: a refusal where it could not be found, or not be analyzed. */
export interface ExaminedFile {
  readonly file: CaptureFile | Refusal;
  /** When it was seen in storage, ISO 8601; null where it was not, or nobody noted it. */
  readonly fileFoundAt: string | null;
  /** Null where the app has no file to analyze. */
  readonly analysis: CaptureAnalysis | Refusal | null;
  /** Those of the ring of its VM; null where no ring was taken, absent in a history of an earlier version. */
  readonly before?: RingFiles | null;
}
