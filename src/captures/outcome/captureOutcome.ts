import type { CaptureSummary } from "../../pcap/summary/captureSummary.ts";

/** Why a capture did not come about; docs/runbook.md explains each with its fix. */
export const failureCodes = [
  "vm-not-found",
  "vm-not-running",
  "agent-missing",
  "no-network-watcher",
  "session-limit",
  "conflict",
  "cooldown",
  "not-allowed",
  "access-denied",
  "throttled",
  "invalid-request",
  "storage-refused",
  "storage-failed",
  "capture-failed",
  "capture-lost",
  "deadline",
  "unexpected",
] as const;

export type FailureCode = (typeof failureCodes)[number];

/** How the capture of one VM ended. Every key is always present, so that scripts need not ask. */
export interface CaptureOutcome {
  /** In Azure's own casing once the VM was found. */
  readonly vmId: string;
  readonly vmName: string;
  readonly location: string | null;
  readonly outcome: "captured" | "failed" | "skipped";
  readonly code: FailureCode | null;
  /** What happened and what to do about it, in a sentence or two. */
  readonly hint: string | null;
  readonly captureName: string | null;
  /** True when an alert followed a capture that an earlier alert had started. */
  readonly joined: boolean;
  /** As Network Watcher says it: "TimeExceeded", "Manual", … An open set. */
  readonly stopReason: string | null;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly fileUrl: string | null;
  /** Path of the capture file on the VM, where it is kept there. */
  readonly guestPath: string | null;
  readonly bytes: number | null;
  /** What the packets say; null when the file was not analyzed, and then `hint` says why. */
  readonly summary: CaptureSummary | null;
}

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
