import { isRefusal, refuse, type Refusal } from "../captures/outcome/refusal.ts";
import { activities } from "../durable/activities.ts";
import { call } from "../durable/call.ts";
import { timerIn } from "../durable/timerIn.ts";
import { enterPhase } from "./enterPhase.ts";
import type { CapturePlan } from "../captures/plan/capturePlan.ts";
import type { CaptureSite } from "../captures/site/captureSite.ts";
import type { Clearance } from "../captures/site/clearance.ts";
import type { FollowedSession } from "../captures/site/followedSession.ts";
import type { OrchestrationContext, Task } from "durable-functions";

/** Starts a capture, or finds a running one to follow instead. */
export function* openSession(
  context: OrchestrationContext,
  site: CaptureSite,
  name: string,
  plan: CapturePlan,
): Generator<Task, FollowedSession | Refusal, unknown> {
  enterPhase(context, { phase: "clearing" });
  const clearance = yield* waitForClearance(context, { site, captureName: name, plan });
  if (isRefusal(clearance) || clearance.next === "follow") return clearance;
  enterPhase(context, { phase: "starting" });
  const session = yield* call(context, activities.createCapture, {
    site,
    captureName: name,
    limits: plan.limits,
  });
  // Azure may have started a capture without answering: none of ours is left running unfollowed.
  if (isRefusal(session) && session.passing === true)
    yield* call(context, activities.stopCapture, { watcher: site.watcher, captureName: name });
  return session;
}

type Cleared = Exclude<Clearance, { next: "wait" }>;
/** Azure needs 10 to 30 seconds to delete a session. */
const clearing = { polls: 30, everySeconds: 5 };

function* waitForClearance(
  context: OrchestrationContext,
  input: { site: CaptureSite; captureName: string; plan: CapturePlan },
): Generator<Task, Cleared | Refusal, unknown> {
  for (let poll = 1; poll <= clearing.polls; poll += 1) {
    const clearance = yield* call(context, activities.clearConflicts, input);
    if (isRefusal(clearance) || clearance.next !== "wait") return clearance;
    yield timerIn(context, clearing.everySeconds);
  }
  return refuse(
    "conflict",
    `A packet capture in the way of ${input.captureName} is still being deleted after minutes.`,
  );
}
