/** The moment of the alert, and what its rule looked at. */
export interface AlertMoment {
  /** When it fired, ISO 8601. */
  readonly at: string;
  /** How long before it the rule looked at; null: unknown. */
  readonly windowSeconds: number | null;
}
