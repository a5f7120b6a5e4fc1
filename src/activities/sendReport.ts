import { AzureFault } from "../azure/azureFault.ts";
import type { Azure } from "../azure/azure.ts";
import type { Mailer, Sending } from "../azure/mailer.ts";
import { refuse } from "../captures/outcome/refusal.ts";
import { persistent } from "../durable/retryPolicy.ts";
import type { Config } from "../config.ts";
import { lazily } from "../lazily.ts";
import { operationId } from "../report/operationId.ts";
import type { Report, ReportFacts } from "../report/renderReport.ts";
import { activity, NotYet, type ActivityHandler } from "./activity.ts";
import { countsOf, tellOutcomes } from "./logOutcomes.ts";

type Input = Omit<ReportFacts, "timeZone" | "places" | "specimen">;

/** A report on its way. */
export interface ReportSending extends Sending {
  readonly messageId: string;
  readonly sentTo: readonly string[];
}

const report = lazily("the report", () => import("../report/renderReport.ts"));

/** Sends the completion email, once however often this step is repeated: its operation id is the orchestration's own. */
export const sendReport = activity<Input, ReportSending>("sendReport", persistent);

export const createSendReport =
  ({ mailer }: Azure, config: Config): ActivityHandler<Input, ReportSending> =>
  async (facts, { attempt, log }) => {
    if (attempt === 1) tellOutcomes(facts.captures, log);
    const messageId = operationId(facts.instanceId);
    const { placesOf, renderReport } = await report();
    const email = renderReport({ ...facts, timeZone: config.reportTimeZone, places: placesOf(config) });
    try {
      // A try that ended in a fault may have sent it all the same.
      const sending =
        (attempt > 1 ? await mailer.status(messageId) : null) ?? (await sendOnce(mailer, messageId, email));
      const { state } = sending;
      const event = state === "failed" ? "report.failed" : "report.sent";
      log(event, { messageId, state, recipients: mailer.to.length, ...countsOf(facts.captures) });
      return { ...sending, messageId, sentTo: mailer.to };
    } catch (error) {
      if (isGivenUp(error, attempt)) log("report.failed", { messageId, attempt });
      throw error;
    }
  };

/** No further try will be made, and no email says so. */
const isGivenUp = (error: unknown, attempt: number): boolean =>
  attempt >= sendReport.retry.attempts ||
  !(error instanceof NotYet || (error instanceof AzureFault && error.passing));

/** 409: the service is at work on this very operation id, and then knows of it. */
async function sendOnce(mailer: Mailer, messageId: string, email: Report): Promise<Sending> {
  try {
    return await mailer.send(messageId, email);
  } catch (error) {
    if (!(error instanceof AzureFault) || error.status !== 409) throw error;
    const known = await mailer.status(messageId);
    if (known === null) throw new NotYet(refuse("conflict", error.message));
    return known;
  }
}
