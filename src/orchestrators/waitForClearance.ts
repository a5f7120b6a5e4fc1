import { isRefusal, refuse, type Refusal } from "../captures/outcome/refusal.ts";
import { clearingDelaySeconds, mostClearingSeconds } from "../captures/progress/clearingDelaySeconds.ts";
import { activities, type CaptureOrigin } from "../durable/activities.ts";
import { call } from "../durable/call.ts";
import { currentTime, timeIn } from "../durable/timerIn.ts";
import type { CapturePlan } from "../captures/plan/capturePlan.ts";
import type { CaptureSite } from "../captures/site/captureSite.ts";
import type { Clearance, SessionQuery } from "../captures/site/clearance.ts";
import type { StopSignal } from "../durable/stopSignal.ts";
import type { OrchestrationContext, Task } from "durable-functions";

/** What a capture needs to be started, and to be told apart from those of other alerts. */
export interface OpeningOrder {
  readonly site: CaptureSite;
  readonly captureName: string;
  readonly plan: CapturePlan;
  readonly origin: CaptureOrigin;
}

type Cleared = Extract<Clearance, { next: "create" | "follow" }>;

/** Waits until a capture may be started, or there is one to follow. */
export function* waitForClearance(
  context: OrchestrationContext,
  order: OpeningOrder,
  stop: StopSignal,
): Generator<Task, Cleared | Refusal, unknown> {
  let queries: readonly SessionQuery[] = [];
  const begunAt = currentTime(context);
  for (let poll = 1; currentTime(context) <= begunAt + mostClearingSeconds * 1000; poll += 1) {
    const clearance = yield* call(context, activities.clearConflicts, { ...order, queries }, stop);
    if (isRefusal(clearance) || clearance.next === "create" || clearance.next === "follow") return clearance;
    queries = clearance.next === "listen" ? clearance.queries : [];
    const answered = Math.max(0, ...queries.map(({ afterSeconds }) => afterSeconds));
    yield* stop.waitUntil(timeIn(context, answered || clearingDelaySeconds(poll)));
  }
  const minutes = mostClearingSeconds / 60;
  return {
    ...refuse(
      "conflict",
      `For ${minutes} minutes another packet capture has been in the way of ${order.captureName}: being deleted, or being started for another alert.`,
    ),
    passing: true,
  };
}
