import { AzureFault } from "../../azure/azureFault.ts";
import { refuse } from "../../captures/outcome/refusal.ts";
import { NotYet } from "../../durable/notYet.ts";
import type { Mailer } from "../../azure/mailer.ts";
import type { EmailSending } from "../../captures/telling/emailSending.ts";
import type { ReportSending } from "../../captures/telling/reportSending.ts";
import type { Report } from "../../report/renderReport.ts";
import type { EventFields } from "../../telemetry/events.ts";
import type { ActivityInvocation } from "../activityFunction.ts";

interface Delivery extends Pick<ActivityInvocation, "attempt" | "isLast" | "log"> {
  readonly messageId: string;
  /** Another orchestration may have sent it before. */
  readonly mayBeSent: boolean;
  /** What is logged of it. */
  readonly fields: EventFields;
}

/** Sends an email exactly once, however often it is tried. @throws AzureFault, NotYet */
export async function deliverOnce(
  mailer: Mailer,
  email: Report,
  { messageId, mayBeSent, attempt, isLast, log, fields }: Delivery,
): Promise<ReportSending> {
  try {
    // A try that ended in a fault may still have sent it.
    const known = attempt > 1 || mayBeSent ? await mailer.status(messageId) : null;
    const sending = known ?? (await sendOnce(mailer, messageId, email));
    const { state } = sending;
    const event = state === "failed" ? "report.failed" : "report.sent";
    log(event, { messageId, state, recipients: mailer.to.length, ...fields });
    return { ...sending, messageId, sentTo: mailer.to };
  } catch (error) {
    if (isLast || !isPassing(error)) log("report.failed", { messageId, attempt });
    throw error;
  }
}

const isPassing = (error: unknown): boolean =>
  error instanceof NotYet || (error instanceof AzureFault && error.passing);

/** 409: the service is processing this very operation id, so its status can be queried. */
async function sendOnce(mailer: Mailer, messageId: string, email: Report): Promise<EmailSending> {
  try {
    return await mailer.send(messageId, email);
  } catch (error) {
    if (!(error instanceof AzureFault) || error.status !== 409) throw error;
    const known = await mailer.status(messageId);
    if (known === null) throw new NotYet(refuse("conflict", error.message));
    return known;
  }
}
