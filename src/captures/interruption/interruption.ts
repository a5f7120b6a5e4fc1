/** How an alert's own orchestration ended without a report. */
export interface Interruption {
  readonly ending: "failed" | "terminated";
  /** The host's words, or those of whoever terminated it; bounded. */
  readonly reason: string | null;
  /** ISO 8601. */
  readonly endedAt: string;
}
