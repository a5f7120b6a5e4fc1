import { isRefusal, refuse, type Refusal } from "../captures/outcome/refusal.ts";
import { activities } from "../durable/activities.ts";
import { call } from "../durable/call.ts";
import { stoppedBeforeStart, type StopSignal } from "../durable/stopSignal.ts";
import { enterPhase } from "./enterPhase.ts";
import { waitForClearance, type OpeningOrder } from "./waitForClearance.ts";
import type { FollowedSession } from "../captures/site/followedSession.ts";
import type { OrchestrationContext, Task } from "durable-functions";

/** The grant lapses only where hours have passed between two steps; once more is enough. */
const mostGrants = 3;

const lapsed: Refusal = {
  ...refuse("conflict", "The app was held up again and again before it could start the packet capture."),
  passing: true,
};

/** Starts a capture, or finds a running one to follow instead. */
export function* openSession(
  context: OrchestrationContext,
  order: OpeningOrder,
  stop: StopSignal,
): Generator<Task, FollowedSession | Refusal, unknown> {
  const { captureName } = order;
  for (let grant = 1; ; grant += 1) {
    enterPhase(context, { phase: "clearing" });
    const clearance = yield* waitForClearance(context, order, stop);
    if (!isRefusal(clearance) && clearance.next === "follow") return clearance;
    const session = isRefusal(clearance) ? clearance : yield* start(context, order, stop);
    if ("next" in session && grant < mostGrants) continue;
    if (!isRefusal(session) && !("next" in session)) return session;
    // A decided refusal has given the grant back.
    const refusal = isRefusal(session) ? session : lapsed;
    if (refusal.passing === true || refusal.refused === "stopped")
      yield* call(context, activities.releaseGrant, { captureName });
    return refusal;
  }
}

function* start(
  context: OrchestrationContext,
  { site, captureName, plan }: OpeningOrder,
  stop: StopSignal,
): Generator<Task, FollowedSession | { readonly next: "clear" } | Refusal, unknown> {
  if (stop.isRaised) return stoppedBeforeStart;
  enterPhase(context, { phase: "starting" });
  const order = { site, captureName, limits: plan.limits };
  const session = yield* call(context, activities.createCapture, order, stop);
  // Azure may have started a capture without answering: none of ours is left running unfollowed.
  if (isRefusal(session) && (session.passing === true || session.refused === "stopped"))
    yield* call(context, activities.stopCapture, { watcher: site.watcher, captureName });
  return session;
}
