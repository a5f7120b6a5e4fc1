/** An alert that was refused for the number of captures. */
export interface SkippedAlert {
  /** Its own instance id. */
  readonly instanceId: string;
  /** Null where the alert names none. */
  readonly rule: string | null;
  readonly severity: string | null;
  /** ISO 8601. */
  readonly firedAt: string;
  readonly vmNames: readonly string[];
}

/** Everything that a digest is rendered from. */
export interface DigestFacts {
  readonly alerts: readonly SkippedAlert[];
  /** CAPTURES_PER_HOUR. */
  readonly capturesPerHour: number;
  /** IANA name; times are shown in it beside UTC. */
  readonly timeZone: string;
  /** Where the app is reached; null where the platform does not say. */
  readonly appOrigin: string | null;
  /** The digest's own instance id. */
  readonly instanceId: string;
}
