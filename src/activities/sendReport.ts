import type { Alert } from "../alerts/alert.ts";
import { AzureFault } from "../azure/fault.ts";
import type { Azure } from "../azure/azure.ts";
import type { Mailer, Sending } from "../azure/mailer.ts";
import type { CaptureOutcome } from "../captures/outcome.ts";
import type { CaptureLimits } from "../captures/plan.ts";
import { persistent } from "../captures/retry.ts";
import type { Config } from "../config.ts";
import { operationId } from "../report/operationId.ts";
import { renderReport } from "../report/renderReport.ts";
import { activity, type ActivityHandler } from "./activity.ts";

interface Input {
  readonly instanceId: string;
  readonly alert: Alert;
  readonly captures: readonly CaptureOutcome[];
  readonly limits: CaptureLimits;
}

/** A report on its way. */
export interface ReportSending extends Sending {
  readonly messageId: string;
  readonly sentTo: readonly string[];
}

/** Sends the completion email, once however often this step is repeated: its operation id is the orchestration's own. */
export const sendReport = activity<Input, ReportSending>("sendReport", persistent);

export const createSendReport =
  ({ mailer }: Azure, { reportTimeZone: timeZone }: Config): ActivityHandler<Input, ReportSending> =>
  async ({ instanceId, alert, captures, limits }, { attempt }) => {
    const messageId = operationId(instanceId);
    const email = renderReport({ alert, captures, instanceId, limits, timeZone });
    // A try that ended in a fault may have sent it all the same.
    const sending =
      (attempt > 1 ? await mailer.status(messageId) : null) ?? (await sendOnce(mailer, messageId, email));
    return { ...sending, messageId, sentTo: mailer.to };
  };

/** 409: the service is at work on this very operation id. */
async function sendOnce(
  mailer: Mailer,
  messageId: string,
  email: ReturnType<typeof renderReport>,
): Promise<Sending> {
  try {
    return await mailer.send(messageId, email);
  } catch (error) {
    if (error instanceof AzureFault && error.status === 409) return { state: "running", error: null };
    throw error;
  }
}
