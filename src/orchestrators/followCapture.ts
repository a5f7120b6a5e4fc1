import { isOver } from "../captures/outcome/captureFailure.ts";
import { isRefusal, refuse, type Refusal } from "../captures/outcome/refusal.ts";
import {
  capturingPhase,
  expectEnd,
  expectEndNow,
  isOverdue,
  nextPollAt,
} from "../captures/progress/expectedEnd.ts";
import { activities } from "../durable/activities.ts";
import { call } from "../durable/call.ts";
import { stopEvent } from "../durable/instances/stopEvent.ts";
import { currentTime } from "../durable/timerIn.ts";
import { enterPhase } from "./enterPhase.ts";
import type { CaptureEnd } from "../captures/outcome/captureEnd.ts";
import type { PollBounds } from "../captures/plan/capturePlan.ts";
import type { FollowedSession } from "../captures/site/followedSession.ts";
import type { Watcher } from "../captures/site/watcher.ts";
import type { OrchestrationContext, Task } from "durable-functions";

/**
 * Polls a running capture on durable timers until it has ended, is lost, or is overdue; the event `stop` ends
 * it early.
 */
export function* followCapture(
  context: OrchestrationContext,
  watcher: Watcher,
  { captureName, timeLimitSeconds }: FollowedSession,
  bounds: PollBounds,
): Generator<Task, CaptureEnd | Refusal, unknown> {
  const session = { watcher, captureName };
  let expected = expectEnd(currentTime(context), timeLimitSeconds);
  let stopping = false;
  while (!isOverdue(expected, currentTime(context))) {
    enterPhase(context, capturingPhase(expected, currentTime(context)));
    const pollAt = nextPollAt(expected, currentTime(context), bounds);
    if (stopping) yield context.df.createTimer(pollAt);
    else if (yield* stoppedBefore(context, pollAt)) {
      stopping = true;
      expected = expectEndNow(expected, currentTime(context));
      yield* call(context, activities.stopCapture, session);
      continue;
    }
    const check = yield* call(context, activities.checkCapture, session);
    if (isRefusal(check) && check.passing !== true) {
      if (!isOver(check)) yield* call(context, activities.stopCapture, session);
      return check;
    }
    if ("ended" in check && check.ended) return check;
  }
  yield* call(context, activities.stopCapture, session);
  return refuse(
    "deadline",
    `The packet capture ${captureName} did not end in time and no longer answers. It was asked to stop.`,
  );
}

/**
 * Waits for the time or the stop event, whichever comes first; true for the event. The tasks are new at every
 * call, because a task in two compounds is scheduled twice.
 */
function* stoppedBefore(context: OrchestrationContext, time: Date): Generator<Task, boolean, unknown> {
  const timer = context.df.createTimer(time);
  const stop = context.df.waitForExternalEvent(stopEvent);
  const winner = yield context.df.Task.any([timer, stop]);
  if (winner === timer) return false;
  timer.cancel();
  return true;
}
