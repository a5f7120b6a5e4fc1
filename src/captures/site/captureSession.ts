/** A packet capture session, as the service lists it. */
export interface CaptureSession {
  readonly name: string;
  /** ARM id of the VM. */
  readonly target: string;
  /**
   * The resource's state, not the capture's: "Succeeded" soon after the start, "Deleting" until it is gone.
   */
  readonly provisioningState: string | null;
  /** 1 to 18000. */
  readonly timeLimitSeconds: number;
  /** URL of the capture file; null until the service has set it. */
  readonly fileUrl: string | null;
  /** Path of the capture file on the VM; null when it is written only to storage. */
  readonly guestPath: string | null;
}

/** The service's status of a session. */
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
