import { isRefusal } from "../../captures/outcome/refusal.ts";
import { capturingPhase, type ExpectedEnd } from "../../captures/progress/expectedEnd.ts";
import { activities } from "../../durable/activities.ts";
import { call, type CallBounds } from "../../durable/call.ts";
import { currentTime, timeIn } from "../../durable/timerIn.ts";
import { enterPhase } from "../enterPhase.ts";
import type { TakenRing } from "../../captures/rings/takenRing.ts";
import type { FollowedSession } from "../../captures/site/followedSession.ts";
import type { TargetVm } from "../../captures/site/targetVm.ts";
import type { Watcher } from "../../captures/site/watcher.ts";
import type { StopSignal } from "../../durable/stopSignal.ts";
import type { OrchestrationContext, Task } from "durable-functions";

/** The ring runs on for so long beside the capture, so that no packet is lost between the two. */
const overlapSeconds = 10;

/** A capture that an alert has started on an armed VM. */
interface ArmedCapture {
  readonly vm: TargetVm;
  readonly watcher: Watcher;
  readonly session: FollowedSession;
  readonly expected: ExpectedEnd;
}

/**
 * Takes the ring of an armed VM once the capture records there too. Null: a stop came first. The capture is
 * then to end at once, and the ring is taken after its end.
 */
export function* claimRingWhileCapturing(
  context: OrchestrationContext,
  capture: ArmedCapture,
  stop: StopSignal,
): Generator<Task, TakenRing | null, unknown> {
  enterPhase(context, capturingPhase(capture.expected, currentTime(context)));
  if (yield* stop.waitUntil(timeIn(context, overlapSeconds))) return null;
  const ring = yield* claimRing(context, capture, { stop });
  return ring.sessions.length === 0 && stop.isRaised ? null : ring;
}

/** Takes the ring of an armed VM. A ring that cannot be taken never fails the capture. */
export function* claimRing(
  context: OrchestrationContext,
  { vm, watcher, session: { captureName } }: ArmedCapture,
  bounds: CallBounds = {},
): Generator<Task, TakenRing, unknown> {
  const taken = yield* call(context, activities.takeRing, { vm, captureName }, bounds);
  return isRefusal(taken) ? { watcher, sessions: [], problem: taken.hint } : taken;
}
