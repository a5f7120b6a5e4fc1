import type { Leaver, Replacement } from "../grants/grant.ts";
import type { SessionStatus } from "../site/captureSession.ts";

/** A capture that has ended: the service's last status of it, and when the app noticed. */
export interface CaptureEnd {
  readonly status: SessionStatus;
  /** ISO 8601. The service does not say when a capture ended; this is when it was seen to have. */
  readonly seenAt: string;
  /** The capture of a later alert that has replaced it; null: none has. */
  readonly replacedBy: Replacement | null;
  /** Who ended it early through this alert; absent: nobody did. */
  readonly stoppedBy?: "person" | "resolved";
  /** Other alerts that followed it and left before its end; absent in a history of an earlier version. */
  readonly leavers?: readonly Leaver[];
}
