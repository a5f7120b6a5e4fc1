import type { OrchestrationContext, Task } from "durable-functions";
import { call } from "../activities/activity.ts";
import { clearConflicts } from "../activities/clearConflicts.ts";
import { createCapture } from "../activities/createCapture.ts";
import { stopCapture } from "../activities/stopCapture.ts";
import type { Clearance } from "../captures/site/clearance.ts";
import type { FollowedSession } from "../captures/outcome/capturedOutcome.ts";
import type { CapturePlan } from "../captures/plan/capturePlan.ts";
import { isRefusal, refuse, type Refusal } from "../captures/outcome/refusal.ts";
import type { CaptureSite } from "../captures/site/captureSite.ts";
import { enter, timeOf } from "./enterPhase.ts";

/** Starts a capture, or finds the one to follow in its place. */
export function* openSession(
  context: OrchestrationContext,
  site: CaptureSite,
  name: string,
  plan: CapturePlan,
): Generator<Task, FollowedSession | Refusal, unknown> {
  enter(context, { phase: "clearing" });
  const clearance = yield* clearWay(context, { site, captureName: name, plan });
  if (isRefusal(clearance) || clearance.next === "follow") return clearance;
  enter(context, { phase: "starting" });
  const session = yield* call(context, createCapture, { site, captureName: name, limits: plan.limits });
  // Azure may have started what it never answered for: nothing of ours is left running unfollowed.
  if (isRefusal(session) && session.passing === true)
    yield* call(context, stopCapture, { watcher: site.watcher, captureName: name });
  return session;
}

type Way = Exclude<Clearance, { next: "wait" }>;
/** Deleting a session takes Azure 10 to 30 seconds. */
const clearing = { looks: 30, everySeconds: 5 };

function* clearWay(
  context: OrchestrationContext,
  input: { site: CaptureSite; captureName: string; plan: CapturePlan },
): Generator<Task, Way | Refusal, unknown> {
  for (let look = 1; look <= clearing.looks; look += 1) {
    const clearance = yield* call(context, clearConflicts, input);
    if (isRefusal(clearance) || clearance.next !== "wait") return clearance;
    yield context.df.createTimer(new Date(timeOf(context) + clearing.everySeconds * 1000));
  }
  return refuse(
    "conflict",
    `A packet capture in the way of ${input.captureName} is still being deleted after minutes.`,
  );
}
