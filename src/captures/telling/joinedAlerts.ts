/** An alert or request that joined another one's capture, as that one's report tells it. */
export interface JoinedAlert {
  /** At most 100 characters; null for a request. */
  readonly rule: string | null;
  readonly severity: string | null;
  /** ISO 8601: when the alert fired, or the request was accepted. */
  readonly firedAt: string | null;
  /** Who asked for a capture on demand; null for an alert. */
  readonly requestedBy: string | null;
}

/** The alerts that one report tells beside its own. */
export interface JoinedAlerts {
  /** In the order in which they joined. */
  readonly listed: readonly JoinedAlert[];
  /** How many more there are. */
  readonly more: number;
}
