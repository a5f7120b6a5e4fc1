import type { LeftOut } from "../scaleSet/leftOut.ts";
import type { CaptureOutcome } from "./captureOutcome.ts";

/** What became of the completion email. */
export interface ReportReceipt {
  readonly sentTo: readonly string[];
  readonly messageId: string | null;
  /** Why no email went out; null when one did. */
  readonly error: string | null;
}

/** What became of a notification beside the email. */
export interface NotificationReceipt {
  readonly kind: "teams" | "cloudevents";
  readonly sent: boolean;
  /** Why it was not sent; null when it was. */
  readonly error: string | null;
}

/** What became of the evidence record beside a capture file. */
export interface EvidenceReceipt {
  readonly vmId: string;
  /** URL of the record; null when there is none. */
  readonly url: string | null;
  /** Why there is none; null when there is. */
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
  /** When the alert resolved, where that was told while it was captured; null: not known. ISO 8601. */
  readonly resolvedAt: string | null;
  readonly captures: readonly CaptureOutcome[];
  /** Absent where every VM of the alert is among the captures. */
  readonly leftOut?: LeftOut;
  /** Null for an alert that is told in another one's report. */
  readonly report: ReportReceipt | null;
  /** The instance whose report tells this alert; null when its own does. */
  readonly reportedIn: string | null;
  /** How many other alerts this one's report tells; null when they could not be found out. */
  readonly joinedBy: number | null;
  /** One for each endpoint of NOTIFY_WEBHOOKS, in its order. */
  readonly notifications: readonly NotificationReceipt[];
  /** One for each record that EVIDENCE_RECORD=blob has written, or could not write. */
  readonly evidence: readonly EvidenceReceipt[];
}
