/** The answer when the email service took the email. */
export interface TestEmailAnswer {
  /** "running": the service has not finished yet. */
  readonly state: "running" | "succeeded";
  readonly messageId: string;
  /** The recipients. */
  readonly sentTo: readonly string[];
}
