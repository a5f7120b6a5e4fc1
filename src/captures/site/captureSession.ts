import type { CaptureLimits } from "../plan/capturePlan.ts";

/** A packet capture session, as the service lists it. */
export interface CaptureSession {
  readonly name: string;
  /** ARM id of the VM, or of a scale set. */
  readonly target: string;
  /** Of a scale set: the instances that it includes; empty: all of them. Absent for a VM. */
  readonly instanceIds?: readonly string[];
  /**
   * The resource's state, not the capture's: "Succeeded" soon after the start, "Deleting" until it is gone.
   */
  readonly provisioningState: string | null;
  /** Set for a continuous capture, which keeps a ring of files. */
  readonly isContinuous?: true;
  /** Null for a continuous capture, which ends by none of them. */
  readonly limits: CaptureLimits | null;
  /** ARM id of the storage account that it writes to; null when its file stays on the VM. */
  readonly storageId: string | null;
  /** URL of the capture file; null until the service has set it. */
  readonly fileUrl: string | null;
  /** Path of the capture file on the VM; null when it is written only to storage. */
  readonly guestPath: string | null;
}

/** The service's status of a session. */
export interface SessionStatus {
  readonly state: "NotStarted" | "Running" | "Stopped" | "Error" | "Unknown";
  /** "TimeExceeded", "Manual", "Error", …: an open set. Null while it runs, and after its byte limit. */
  readonly stopReason: string | null;
  /** "AgentStopped", "StorageFailed", …, or sentences: an open set. */
  readonly errors: readonly string[];
  /** ISO 8601. */
  readonly startedAt: string | null;
}

export const hasEnded = ({ state }: SessionStatus): boolean => state === "Stopped" || state === "Error";

/**
 * A query of a session's status that the service has accepted and answers later, as it does while a session
 * runs: after about ten seconds.
 */
export interface StatusQuery {
  /** URL of the answer. Long and signed. */
  readonly answerUrl: string;
  /** When to ask for the answer, counted from now. */
  readonly afterSeconds: number;
}

export const isQuery = (answer: SessionStatus | StatusQuery): answer is StatusQuery => "answerUrl" in answer;
