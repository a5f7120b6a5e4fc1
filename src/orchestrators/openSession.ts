import { isRefusal, refuse, type Refusal } from "../captures/outcome/refusal.ts";
import { activities, type CaptureOrder, type Session } from "../durable/activities.ts";
import { call } from "../durable/call.ts";
import { Deadline } from "../durable/deadline.ts";
import { stoppedBeforeStart } from "../durable/stopSignal.ts";
import { currentTime } from "../durable/timerIn.ts";
import { waitWithin } from "../durable/waitWithin.ts";
import { enterPhase } from "./enterPhase.ts";
import type { Clearance, SessionQuery } from "../captures/site/clearance.ts";
import type { FollowedSession } from "../captures/site/followedSession.ts";
import type { StartBounds } from "../durable/startBounds.ts";
import type { OrchestrationContext, Task } from "durable-functions";

/** Starts a capture, or finds a running one to follow instead. */
export function* openSession(
  context: OrchestrationContext,
  order: CaptureOrder,
  bounds: StartBounds,
): Generator<Task, FollowedSession | Refusal, unknown> {
  enterPhase(context, { phase: "clearing" });
  const { site, captureName, plan } = order;
  const clearance = yield* waitForClearance(context, order, bounds);
  if (isRefusal(clearance) || clearance.next === "follow") return clearance;
  if (bounds.stop.isRaised) return stoppedBeforeStart;
  enterPhase(context, { phase: "starting" });
  const session = yield* call(
    context,
    activities.createCapture,
    { site, captureName, limits: plan.limits },
    bounds,
  );
  // Azure may have started a capture without answering: none of ours is left running unfollowed.
  if (isRefusal(session) && (session.passing === true || session.refused === "stopped"))
    yield* stopWithoutDelay(context, { watcher: site.watcher, captureName });
  return session;
}

/** The failure email does not wait for a service that puts off the stop. */
const stoppingSeconds = 30;

const stopWithoutDelay = (context: OrchestrationContext, session: Session) =>
  call(context, activities.stopCapture, session, {
    deadline: new Deadline(currentTime(context), stoppingSeconds),
  });

type Cleared = Extract<Clearance, { next: "create" | "follow" }>;
/** Azure needs 10 to 30 seconds to delete a session. */
const clearing = { polls: 30, everySeconds: 5 };

function* waitForClearance(
  context: OrchestrationContext,
  order: CaptureOrder,
  bounds: StartBounds,
): Generator<Task, Cleared | Refusal, unknown> {
  let queries: readonly SessionQuery[] = [];
  for (let poll = 1; poll <= clearing.polls; poll += 1) {
    const clearance = yield* call(context, activities.clearConflicts, { ...order, queries }, bounds);
    if (isRefusal(clearance) || clearance.next === "create" || clearance.next === "follow") return clearance;
    queries = clearance.next === "listen" ? clearance.queries : [];
    const seconds = Math.max(0, ...queries.map(({ afterSeconds }) => afterSeconds)) || clearing.everySeconds;
    if (!(yield* waitWithin(context, seconds, bounds))) break;
  }
  return refuse(
    "conflict",
    `A packet capture in the way of ${order.captureName} is still being deleted after minutes.`,
  );
}
