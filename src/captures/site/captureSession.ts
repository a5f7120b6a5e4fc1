/** A packet capture session as a list of them shows it. */
export interface CaptureSession {
  readonly name: string;
  /** ARM id of the VM. */
  readonly target: string;
  /** Of the resource, not of the capture: "Succeeded" soon after the start, "Deleting" until it is gone. */
  readonly provisioningState: string | null;
  /** 1 to 18000. */
  readonly timeLimitSeconds: number;
  /** URL of the capture file; null while the service has not named one. */
  readonly fileUrl: string | null;
  /** Path of the capture file on the VM; null when it is written to storage alone. */
  readonly guestPath: string | null;
}

/** What the service says of a session's capture. */
export interface SessionStatus {
  readonly state: "NotStarted" | "Running" | "Stopped" | "Error" | "Unknown";
  /** "TimeExceeded", "Manual", …: an open set. */
  readonly stopReason: string | null;
  /** "AgentStopped", "StorageFailed", …: an open set. */
  readonly errors: readonly string[];
  /** ISO 8601. */
  readonly startedAt: string | null;
}

export const hasEnded = ({ state }: SessionStatus): boolean => state === "Stopped" || state === "Error";
