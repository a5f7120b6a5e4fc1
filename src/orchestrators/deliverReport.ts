import { isRefusal, type Refusal } from "../captures/outcome/refusal.ts";
import { activities } from "../durable/activities.ts";
import { call } from "../durable/call.ts";
import { timerIn } from "../durable/timerIn.ts";
import { enterPhase } from "./enterPhase.ts";
import type { ReportReceipt } from "../captures/outcome/alertOutcome.ts";
import type { ReportSending } from "../captures/telling/reportSending.ts";
import type { Activity } from "../durable/activity.ts";
import type { OrchestrationContext, Task } from "durable-functions";

/** Seconds between polls of a sending. Few: an Azure-managed email domain answers 20 status calls an hour. */
const pollDelays: readonly number[] = [5, 20, 60, 300];

/**
 * Sends the completion email of an alert, or a digest, and returns what became of it. Its failure never hides
 * the captures' outcome; until it succeeds, the custom status has the last error.
 */
export function* deliverReport<Input>(
  context: OrchestrationContext,
  sender: Activity<Input, ReportSending>,
  input: Input,
): Generator<Task, ReportReceipt, unknown> {
  enterPhase(context, { phase: "reporting" });
  const onFault = ({ hint: lastError }: Refusal) => {
    enterPhase(context, { phase: "reporting", lastError });
  };
  const sending = yield* call(context, sender, input, { onFault });
  if (isRefusal(sending)) return { sentTo: [], messageId: null, error: sending.hint };
  const { messageId, sentTo } = sending;
  const error = sending.state === "running" ? yield* lateError(context, messageId) : sending.error;
  return { sentTo: error === null ? sentTo : [], messageId, error };
}

/** The error of a sending that failed after the service had accepted it; null without one. */
function* lateError(
  context: OrchestrationContext,
  messageId: string,
): Generator<Task, string | null, unknown> {
  for (const seconds of pollDelays) {
    yield timerIn(context, seconds);
    const sending = yield* call(context, activities.checkReport, { messageId });
    if (!isRefusal(sending) && sending.state !== "running") return sending.error;
  }
  return null;
}
