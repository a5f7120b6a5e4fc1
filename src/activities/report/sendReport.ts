import { AzureFault } from "../../azure/azureFault.ts";
import { countOutcomes } from "../../captures/outcome/countOutcomes.ts";
import { refuse } from "../../captures/outcome/refusal.ts";
import { NotYet } from "../../durable/notYet.ts";
import { lazily } from "../../lazily.ts";
import { operationId } from "../../report/operationId.ts";
import { placesOf } from "../../report/reportPlaces.ts";
import { logOutcomes } from "./logOutcomes.ts";
import type { Azure } from "../../azure/azure.ts";
import type { Mailer } from "../../azure/mailer.ts";
import type { EmailSending } from "../../captures/outcome/emailSending.ts";
import type { Config } from "../../config.ts";
import type { activities } from "../../durable/activities.ts";
import type { Report } from "../../report/renderReport.ts";
import type { HandlerOf } from "../activityFunction.ts";

const report = lazily("the report", () => import("../../report/renderReport.ts"));

export const sendReport =
  ({ mailer }: Azure, config: Config): HandlerOf<typeof activities.sendReport> =>
  async (facts, { attempt, isLast, log }) => {
    if (attempt === 1) logOutcomes(facts.captures, log);
    const messageId = operationId(facts.instanceId);
    const { renderReport } = await report();
    const { reportTimeZone: timeZone, fileRetentionDays } = config;
    const email = renderReport({ ...facts, timeZone, fileRetentionDays, places: placesOf(config) });
    try {
      // A try that ended in a fault may still have sent it, or the alert's own orchestration before it ended.
      const sending =
        (attempt > 1 || facts.interruption !== undefined ? await mailer.status(messageId) : null) ??
        (await sendOnce(mailer, messageId, email));
      const { state } = sending;
      const event = state === "failed" ? "report.failed" : "report.sent";
      log(event, { messageId, state, recipients: mailer.to.length, ...countOutcomes(facts.captures) });
      return { ...sending, messageId, sentTo: mailer.to };
    } catch (error) {
      if (isLast || !isPassing(error)) log("report.failed", { messageId, attempt });
      throw error;
    }
  };

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
