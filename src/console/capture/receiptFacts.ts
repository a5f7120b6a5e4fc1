import type { CaptureView } from "../../api/captureView.ts";
import type { Fact } from "../../report/section.ts";

/** What became of the email, which the email itself cannot say. */
export function receiptFacts({ report, error }: Pick<CaptureView, "report" | "error">): readonly Fact[] {
  const facts: Fact[] = [];
  if (report !== null && report.error === null)
    facts.push({
      label: "Email sent to",
      value: report.sentTo.join(", "),
      ...(report.messageId === null ? {} : { note: `message ${report.messageId}` }),
    });
  if (report !== null && report.error !== null) facts.push({ label: "Email not sent", value: report.error });
  if (error !== null) facts.push({ label: "Orchestration failed", value: error });
  return facts;
}
