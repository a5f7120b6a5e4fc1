import { isRefusal, refuse, type Refusal } from "../captures/outcome/refusal.ts";
import { clearingDelaySeconds, mostClearingSeconds } from "../captures/progress/clearingDelaySeconds.ts";
import { activities, type OpeningOrder } from "../durable/activities.ts";
import { call } from "../durable/call.ts";
import { currentTime } from "../durable/timerIn.ts";
import { waitWithin } from "../durable/waitWithin.ts";
import type { Clearance, SessionQuery } from "../captures/site/clearance.ts";
import type { StartBounds } from "../durable/startBounds.ts";
import type { OrchestrationContext, Task } from "durable-functions";

type Cleared = Extract<Clearance, { next: "create" | "follow" }>;

/** Waits until a capture may be started, or there is one to follow. */
export function* waitForClearance(
  context: OrchestrationContext,
  order: OpeningOrder,
  bounds: StartBounds,
): Generator<Task, Cleared | Refusal, unknown> {
  let queries: readonly SessionQuery[] = [];
  const begunAt = currentTime(context);
  for (let poll = 1; currentTime(context) <= begunAt + mostClearingSeconds * 1000; poll += 1) {
    const clearance = yield* call(context, activities.clearConflicts, { ...order, queries }, bounds);
    if (isRefusal(clearance) || clearance.next === "create" || clearance.next === "follow") return clearance;
    queries = clearance.next === "listen" ? clearance.queries : [];
    const answered = Math.max(0, ...queries.map(({ afterSeconds }) => afterSeconds));
    if (!(yield* waitWithin(context, answered || clearingDelaySeconds(poll), bounds))) break;
  }
  const seconds = Math.round((currentTime(context) - begunAt) / 1000);
  return {
    ...refuse(
      "conflict",
      `For ${seconds} seconds another packet capture has been in the way of ${order.captureName}: being deleted, or being started for another alert.`,
    ),
    passing: true,
  };
}
