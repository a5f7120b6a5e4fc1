import type { EmailSending } from "./emailSending.ts";

/** A report that was handed to the email service. */
export interface ReportSending extends EmailSending {
  readonly messageId: string;
  readonly sentTo: readonly string[];
}
