import { isRefusal, refuse, type Refusal } from "../captures/outcome/refusal.ts";
import { activities, type OpeningOrder, type Session } from "../durable/activities.ts";
import { call } from "../durable/call.ts";
import { Deadline } from "../durable/deadline.ts";
import { currentTime } from "../durable/timerIn.ts";
import { enterPhase } from "./enterPhase.ts";
import { waitForClearance } from "./waitForClearance.ts";
import type { FollowedSession } from "../captures/site/followedSession.ts";
import type { StartBounds } from "../durable/startBounds.ts";
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
  bounds: StartBounds,
): Generator<Task, FollowedSession | Refusal, unknown> {
  const { captureName } = order;
  for (let grant = 1; ; grant += 1) {
    enterPhase(context, { phase: "clearing" });
    const clearance = yield* waitForClearance(context, order, bounds);
    if (!isRefusal(clearance) && clearance.next === "follow") return clearance;
    const session = isRefusal(clearance) ? clearance : yield* start(context, order, bounds);
    if ("next" in session && grant < mostGrants) continue;
    if (!isRefusal(session) && !("next" in session)) return session;
    // A decided refusal has given the grant back.
    const refusal = isRefusal(session) ? session : lapsed;
    if (refusal.passing === true || refusal.refused === "stopped" || refusal.refused === "deadline")
      yield* call(context, activities.releaseGrant, { captureName }, withoutDelay(context));
    return refusal;
  }
}

function* start(
  context: OrchestrationContext,
  { site, captureName, plan }: OpeningOrder,
  bounds: StartBounds,
): Generator<Task, FollowedSession | { readonly next: "clear" } | Refusal, unknown> {
  if (bounds.stop.isRaised) return bounds.stop.beforeStart;
  enterPhase(context, { phase: "starting" });
  const order = { site, captureName, limits: plan.limits };
  const session = yield* call(context, activities.createCapture, order, bounds);
  // Azure may have started a capture without answering: none of ours is left running unfollowed.
  if (isRefusal(session) && (session.passing === true || session.refused === "stopped")) {
    const begun: Session = { watcher: site.watcher, captureName };
    yield* call(context, activities.stopCapture, begun, withoutDelay(context));
  }
  return session;
}

/** The failure email does not wait for a service that puts off what is cleaned up after it. */
const cleaningSeconds = 30;

const withoutDelay = (context: OrchestrationContext) => ({
  deadline: new Deadline(currentTime(context), cleaningSeconds),
});
