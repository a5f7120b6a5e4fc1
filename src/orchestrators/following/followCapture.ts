import { isOver } from "../../captures/outcome/captureFailure.ts";
import { isRefusal, refuse, type Refusal } from "../../captures/outcome/refusal.ts";
import { capturingPhase, expectEndNow, isOverdue, nextPollAt } from "../../captures/progress/expectedEnd.ts";
import { activities } from "../../durable/activities.ts";
import { call } from "../../durable/call.ts";
import { currentTime } from "../../durable/timerIn.ts";
import { enterPhase } from "../enterPhase.ts";
import { leaveForOthers, leftCapture } from "./leaveForOthers.ts";
import { pollCapture } from "./pollCapture.ts";
import type { CaptureEnd } from "../../captures/outcome/captureEnd.ts";
import type { PollBounds } from "../../captures/plan/capturePlan.ts";
import type { ExpectedEnd } from "../../captures/progress/expectedEnd.ts";
import type { FollowedSession } from "../../captures/site/followedSession.ts";
import type { Watcher } from "../../captures/site/watcher.ts";
import type { StopSignal } from "../../durable/stopSignal.ts";
import type { OrchestrationContext, Task } from "durable-functions";

interface Followed extends FollowedSession {
  readonly watcher: Watcher;
  /** The rule of the alert that follows it. */
  readonly rule: string | null;
  /** As it was expected when it began. */
  readonly expected: ExpectedEnd;
}

/**
 * Polls a running capture on durable timers until it has ended, is lost, or is overdue; the stop signal ends
 * it early.
 */
export function* followCapture(
  context: OrchestrationContext,
  { captureName, joined, watcher, rule, expected: first }: Followed,
  bounds: PollBounds,
  stop: StopSignal,
): Generator<Task, CaptureEnd | Refusal, unknown> {
  const session = { watcher, captureName };
  let expected = first;
  let stopping: "person" | "resolved" | null = null;
  while (!isOverdue(expected, currentTime(context))) {
    enterPhase(context, capturingPhase(expected, currentTime(context)));
    const pollAt = nextPollAt(expected, currentTime(context), bounds);
    if (stopping !== null) yield context.df.createTimer(pollAt);
    else if (yield* stop.waitUntil(pollAt)) {
      if (!stop.isForced && (yield* leaveForOthers(context, { captureName, joined, rule })))
        return leftCapture(captureName, stop.stoppedBy);
      stopping = stop.stoppedBy;
      expected = expectEndNow(expected, currentTime(context));
      yield* call(context, activities.stopCapture, session);
      continue;
    }
    const check = yield* pollCapture(context, session, stopping === null ? stop : null);
    if (isRefusal(check) && check.passing !== true) {
      if (!isOver(check)) yield* call(context, activities.stopCapture, session);
      return check;
    }
    // A capture that was stopped on request was not replaced, whatever runs on its VM by now.
    if ("ended" in check && check.ended)
      return stopping === null ? check : { ...check, replacedBy: null, stoppedBy: stopping };
  }
  yield* call(context, activities.stopCapture, session);
  return refuse(
    "deadline",
    `The packet capture ${captureName} did not end in time and no longer answers. It was asked to stop.`,
  );
}
