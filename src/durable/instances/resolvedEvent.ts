/** The external event that tells an instance that its alert has resolved. */
export const resolvedEvent = "resolved";

/** Data of the event. */
export interface ResolvedOrder {
  /** When the alert resolved, ISO 8601. */
  readonly at: string;
  /** Whether the capture ends early. */
  readonly stops: boolean;
}
