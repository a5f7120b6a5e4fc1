import type { CaptureOutcome } from "../captures/outcome/captureOutcome.ts";
import type { FailureCode } from "../captures/outcome/failureCode.ts";
import type { Severity } from "../pcap/findings/finding.ts";
import type { CaptureView } from "./captureView.ts";

/** An alert or request in one word. */
export type CaptureState = "running" | "captured" | "failed" | "skipped";

/** A VM of an item: `GET /api/captures/{id}` has the rest, so that a thousand captures are a small answer. */
interface ListedVm {
  readonly vmId: string;
  /** Null until its capture has ended. */
  readonly vmName: string | null;
  readonly outcome: CaptureOutcome["outcome"] | null;
  /** Whether storage has its capture file. */
  readonly hasFile: boolean;
  /** This one and the following are absent where there is none. */
  readonly code?: FailureCode;
  /** At most 200 characters. */
  readonly hint?: string;
  /** When a running capture is expected to end, ISO 8601. */
  readonly endsAt?: string;
}

/** An item of the list of captures. Its lead is that of the VM with the gravest one. */
export interface ListedCapture extends Pick<
  CaptureView,
  "id" | "status" | "phase" | "percent" | "reportedIn" | "error" | "createdAt" | "updatedAt"
> {
  readonly state: CaptureState;
  /** What it came to in a word or three: "Scan", "Loss", "Nothing stands out", "Failed", "Capturing". */
  readonly label: string;
  /** What the analysis begins with; null without one. */
  readonly lead: string | null;
  /** Of the finding that leads; null when nothing stands out. */
  readonly severity: Severity | null;
  /** Name of the VM that has the lead; null when the request names none. */
  readonly vm: string | null;
  /** Name of the alert rule; null for a capture on demand. */
  readonly rule: string | null;
  /** Of the alert rule: "Sev2"; null for a capture on demand. */
  readonly ruleSeverity: string | null;
  /** When the alert fired; null for a capture on demand. */
  readonly firedAt: string | null;
  /** Size of all its capture files; null while none is known. */
  readonly bytes: number | null;
  /** Traffic of that VM over time, at most 24 values in bytes a second; null without an analysis. */
  readonly spark: readonly number[] | null;
  /** Addresses and names of that VM's largest peers, at most five. */
  readonly peers: readonly string[];
  readonly vms: readonly ListedVm[];
}

/** The answer of the list. */
export interface CaptureList {
  /** The newest first. */
  readonly captures: readonly ListedCapture[];
  /** Whether there are more than `top`. */
  readonly truncated: boolean;
}
