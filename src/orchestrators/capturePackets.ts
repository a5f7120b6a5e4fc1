import type { OrchestrationContext, Task } from "durable-functions";
import { call } from "../activities/activity.ts";
import { clearConflicts } from "../activities/clearConflicts.ts";
import { createCapture } from "../activities/createCapture.ts";
import { findCaptureFile } from "../activities/findCaptureFile.ts";
import { stopCapture } from "../activities/stopCapture.ts";
import { captureName } from "../captures/captureName.ts";
import type { Clearance } from "../captures/clearance.ts";
import type { CaptureOutcome } from "../captures/outcome.ts";
import { captured, failed, type FollowedSession } from "../captures/outcomes.ts";
import type { CapturePlan } from "../captures/plan.ts";
import { isRefusal, refuse, type Refusal } from "../captures/refusal.ts";
import { readCaptureRequest, type CaptureRequest } from "../captures/request.ts";
import type { CaptureSite } from "../captures/site.ts";
import { findSite } from "./findSite.ts";
import { followCapture } from "./followCapture.ts";
import { enter, timeOf } from "./phase.ts";

/** Captures one VM's packets from start to end. A failure is an outcome like any other. */
export function* capturePackets(
  context: OrchestrationContext,
  { vmId, occurrence, plan }: CaptureRequest,
): Generator<Task, CaptureOutcome, unknown> {
  enter(context, { phase: "resolving" });
  const site = yield* findSite(context, vmId, plan);
  if (isRefusal(site)) return failed(vmId, site);

  const session = yield* openSession(context, site, captureName(plan.namePrefix, site.vm, occurrence), plan);
  if (isRefusal(session)) return failed(site.vm, session);

  const end = yield* followCapture(context, site.watcher, session, plan.poll);
  if (isRefusal(end)) return failed(site.vm, end, session);

  enter(context, { phase: "analyzing" });
  const { captureName: name } = session;
  const file = yield* call(context, findCaptureFile, { watcher: site.watcher, captureName: name });
  return captured(site.vm, session, end, file);
}

/** The registered orchestrator, one per VM of an alert with several. */
export function* capturePacketsOrchestrator(context: OrchestrationContext) {
  return yield* capturePackets(context, readCaptureRequest(context.df.getInput()));
}

/** Starts a capture, or finds the one to follow in its place. */
function* openSession(
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
