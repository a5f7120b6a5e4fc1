import type { OrchestrationContext, Task } from "durable-functions";
import { call } from "../activities/activity.ts";
import { checkCapture } from "../activities/checkCapture.ts";
import { stopCapture } from "../activities/stopCapture.ts";
import { isOver } from "../captures/outcome/captureFailure.ts";
import type { CaptureEnd, FollowedSession } from "../captures/outcome/capturedOutcome.ts";
import type { PollBounds } from "../captures/plan/capturePlan.ts";
import { capturing, cutShort, isOverdue, nextLook, pursue } from "../captures/progress/expectedEnd.ts";
import { isRefusal, refuse, type Refusal } from "../captures/outcome/refusal.ts";
import { stopEvent } from "../durable/stopEvent.ts";
import type { Watcher } from "../captures/site/captureSite.ts";
import { enter, timeOf } from "./enterPhase.ts";

/** Looks at a running capture on durable timers until it has ended, is lost, or is overdue; the event `stop` ends it early. */
export function* followCapture(
  context: OrchestrationContext,
  watcher: Watcher,
  { captureName, timeLimitSeconds }: FollowedSession,
  bounds: PollBounds,
): Generator<Task, CaptureEnd | Refusal, unknown> {
  const session = { watcher, captureName };
  let pursuit = pursue(timeOf(context), timeLimitSeconds);
  let stopping = false;
  while (!isOverdue(pursuit, timeOf(context))) {
    enter(context, capturing(pursuit, timeOf(context)));
    const look = nextLook(pursuit, timeOf(context), bounds);
    if (stopping) yield context.df.createTimer(look);
    else if (yield* stoppedBefore(context, look)) {
      stopping = true;
      pursuit = cutShort(pursuit, timeOf(context));
      yield* call(context, stopCapture, session);
      continue;
    }
    const check = yield* call(context, checkCapture, session);
    if (isRefusal(check) && check.passing !== true) {
      if (!isOver(check)) yield* call(context, stopCapture, session);
      return check;
    }
    if ("ended" in check && check.ended) return check;
  }
  yield* call(context, stopCapture, session);
  return refuse(
    "deadline",
    `The packet capture ${captureName} did not end in time and no longer answers; it was told to stop.`,
  );
}

/** Waits for the moment or the event, whichever comes first; true for the event. The tasks are fresh at every call: a task in two compounds is scheduled twice. */
function* stoppedBefore(context: OrchestrationContext, moment: Date): Generator<Task, boolean, unknown> {
  const timer = context.df.createTimer(moment);
  const stop = context.df.waitForExternalEvent(stopEvent);
  const winner = yield context.df.Task.any([timer, stop]);
  if (winner === timer) return false;
  timer.cancel();
  return true;
}
