import type { CaptureSummary } from "../../pcap/summary/captureSummary.ts";
import type { NetworkContext } from "../network/networkContext.ts";
import type { CaptureFilter } from "../plan/captureFilter.ts";
import type { CaptureLimits } from "../plan/capturePlan.ts";
import type { BeforeCapture } from "../rings/beforeCapture.ts";
import type { InstanceOutcomes } from "../scaleSet/instanceOutcome.ts";
import type { CaptureTimes } from "./captureTimes.ts";
import type { FailureCode } from "./failureCode.ts";

/** How the capture of one VM ended. Every key is always present, so that scripts need not ask. */
export interface CaptureOutcome extends InstanceOutcomes {
  /**
   * In Azure's own casing once the VM, or the scale set, was found; a computer's name where no VM was found
   * for it.
   */
  readonly vmId: string;
  readonly vmName: string;
  readonly location: string | null;
  readonly outcome: "captured" | "failed" | "skipped";
  readonly code: FailureCode | null;
  /** What happened and what to do about it, in a sentence or two. */
  readonly hint: string | null;
  readonly captureName: string | null;
  /** True when the alert joined a capture that an earlier alert had started. */
  readonly joined: boolean;
  /** The session of a later alert that replaced this one, under the policy `replace`. */
  readonly replacedBy: string | null;
  /** Limits of the session that was followed; null until there is one. */
  readonly limits: Omit<CaptureLimits, "filters"> | null;
  /** Filters of the session that was followed; null until there is one. */
  readonly filters: readonly CaptureFilter[] | null;
  /** Network Watcher's own word: "TimeExceeded", "Manual", … An open set. */
  readonly stopReason: string | null;
  /** Who ended it early through the app; null: nobody did, or somebody elsewhere. */
  readonly stoppedBy: "person" | "resolved" | null;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly fileUrl: string | null;
  /** Path of the capture file on the VM, where it is kept there. */
  readonly guestPath: string | null;
  readonly bytes: number | null;
  /** Of the file as it was read for the analysis, in hexadecimal; null when it was not read as a whole. */
  readonly sha256: string | null;
  /** When it began to be read, ISO 8601, and the version that was; null when it was not. */
  readonly readAt: string | null;
  readonly etag: string | null;
  readonly times: CaptureTimes;
  /** The packets from before the capture; null where its VM is not armed. */
  readonly before: BeforeCapture | null;
  /** What Azure says of the VM's network; null where it was not asked. */
  readonly network: NetworkContext | null;
  /** Version of the app that analyzed the file; null when it was not, or an earlier version did. */
  readonly analyzedBy: string | null;
  /** The analysis of the packets; null when the file was not analyzed, and then `hint` says why. */
  readonly summary: CaptureSummary | null;
}
