/** The packet capture session that an alert follows on one VM. */
export interface FollowedSession {
  readonly captureName: string;
  /** Another alert started it. */
  readonly joined: boolean;
  readonly timeLimitSeconds: number;
}
