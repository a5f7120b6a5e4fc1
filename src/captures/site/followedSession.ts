import type { CaptureLimits } from "../plan/capturePlan.ts";

/** The packet capture session that an alert follows on one VM. */
export interface FollowedSession {
  readonly captureName: string;
  /** Another alert started it. */
  readonly joined: boolean;
  /** Its own, which for a joined session may differ from this alert's. */
  readonly limits: CaptureLimits;
}
