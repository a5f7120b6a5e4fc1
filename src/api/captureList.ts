import type { Severity } from "../pcap/findings/finding.ts";
import type { CaptureView, VmView } from "./captureView.ts";

/** An alert or request in one word. */
export type CaptureState = "running" | "captured" | "failed" | "skipped";

/** What an analysis begins with. */
export interface ShownLead {
  /** Null without an analysis. */
  readonly lead: string | null;
  /** Of the finding that leads; null when nothing stands out. */
  readonly severity: Severity | null;
}

/** A VM of an item: of its analysis only the lead, so that a thousand captures are a small answer. */
interface ListedVm extends Omit<VmView, "summary">, ShownLead {}

/** An item of the list of captures. Its lead is that of the VM with the gravest one. */
export interface ListedCapture extends Omit<CaptureView, "vms">, ShownLead {
  readonly state: CaptureState;
  /** Name of the VM that has the lead; null when the request names none. */
  readonly vm: string | null;
  /** Name of the alert rule; null for a capture on demand. */
  readonly rule: string | null;
  /** When the alert fired; null for a capture on demand. */
  readonly firedAt: string | null;
  /** Size of all its capture files; null while none is known. */
  readonly bytes: number | null;
  /** Traffic of that VM over time, at most 24 values in bytes a second; null without an analysis. */
  readonly spark: readonly number[] | null;
  /** What it came to in a word or three: "Scan", "Loss", "Nothing stands out", "Failed", "Capturing". */
  readonly label: string;
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
