import type { OrchestrationContext, Task } from "durable-functions";
import { call } from "../activities/activity.ts";
import { checkReport } from "../activities/checkReport.ts";
import { sendReport } from "../activities/sendReport.ts";
import type { CaptureOutcome, ReportReceipt } from "../captures/outcome/captureOutcome.ts";
import { isRefusal } from "../captures/outcome/refusal.ts";
import type { AlertRequest } from "../durable/alertRequest.ts";
import { enter, timeOf } from "./enterPhase.ts";

/** Seconds between looks at a sending. Few: an Azure-managed email domain answers 20 status calls an hour. */
const looks: readonly number[] = [5, 20, 60, 300];

/** Sends the completion email and says what became of it. Its failure never hides the captures' outcome. */
export function* deliverReport(
  context: OrchestrationContext,
  { alert, requestedBy, overrides, plan }: AlertRequest,
  captures: readonly CaptureOutcome[],
): Generator<Task, ReportReceipt, unknown> {
  enter(context, { phase: "reporting" });
  const { instanceId } = context.df;
  const facts = { instanceId, alert, requestedBy, overrides, captures, limits: plan.limits };
  const sending = yield* call(context, sendReport, facts);
  if (isRefusal(sending)) return { sentTo: [], messageId: null, error: sending.hint };
  const { messageId, sentTo } = sending;
  const error = sending.state === "running" ? yield* lateError(context, messageId) : sending.error;
  return { sentTo: error === null ? sentTo : [], messageId, error };
}

/** The error with which the service gave a sending up after accepting it; null while it has none. */
function* lateError(
  context: OrchestrationContext,
  messageId: string,
): Generator<Task, string | null, unknown> {
  for (const seconds of looks) {
    yield context.df.createTimer(new Date(timeOf(context) + seconds * 1000));
    const sending = yield* call(context, checkReport, { messageId });
    if (!isRefusal(sending) && sending.state !== "running") return sending.error;
  }
  return null;
}
