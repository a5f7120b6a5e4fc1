/** What the email service says of one sending. "succeeded": handed out for delivery, not yet delivered. */
export interface EmailSending {
  readonly state: "running" | "succeeded" | "failed";
  readonly error: string | null;
}
