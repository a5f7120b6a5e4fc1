import { isRefusal, type Refusal } from "../../captures/outcome/refusal.ts";
import { activities, type CaptureCheck } from "../../durable/activities.ts";
import { call } from "../../durable/call.ts";
import { timeIn } from "../../durable/timerIn.ts";
import type { Watcher } from "../../captures/site/watcher.ts";
import type { StopSignal } from "../../durable/stopSignal.ts";
import type { OrchestrationContext, Task } from "durable-functions";

/** The service was recorded to answer the first time. */
const mostAnswers = 5;

/**
 * Checks once whether a capture has ended. The service answers for a running one only after some seconds, for
 * which a durable timer waits. The stop signal, where one is given, ends the waiting.
 */
export function* pollCapture(
  context: OrchestrationContext,
  session: { readonly watcher: Watcher; readonly captureName: string },
  stop: StopSignal | null,
): Generator<Task, Exclude<CaptureCheck, { answerUrl: string }> | Refusal, unknown> {
  let check = yield* call(context, activities.checkCapture, { ...session, answerUrl: null });
  for (let answer = 1; answer <= mostAnswers; answer += 1) {
    if (isRefusal(check) || !("answerUrl" in check)) return check;
    const { answerUrl, afterSeconds } = check;
    const time = timeIn(context, afterSeconds);
    if (stop === null) yield context.df.createTimer(time);
    else if (yield* stop.waitUntil(time)) break;
    check = yield* call(context, activities.checkCapture, { ...session, answerUrl });
  }
  return isRefusal(check) || !("answerUrl" in check) ? check : { ended: false };
}
