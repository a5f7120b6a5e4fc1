import type { CaptureOutcome } from "./captureOutcome.ts";

/** What became of the completion email. */
export interface ReportReceipt {
  readonly sentTo: readonly string[];
  readonly messageId: string | null;
  /** Why no email went out; null when one did. */
  readonly error: string | null;
}

/** The alert as the orchestration's output repeats it. */
export interface AlertBrief {
  readonly rule: string | null;
  readonly severity: string | null;
  readonly firedAt: string | null;
  readonly occurrence: string;
}

/** Output of the captureOnAlert orchestration. */
export interface AlertOutcome {
  /** Null for a capture on demand. */
  readonly alert: AlertBrief | null;
  /** Who asked for a capture on demand; null for an alert. */
  readonly requestedBy: string | null;
  readonly captures: readonly CaptureOutcome[];
  readonly report: ReportReceipt;
}
