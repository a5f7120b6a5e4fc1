import { isRefusal, type Refusal } from "../captures/outcome/refusal.ts";
import { activities } from "../durable/activities.ts";
import { call } from "../durable/call.ts";
import { timeIn } from "../durable/timerIn.ts";
import type { CapturePlan } from "../captures/plan/capturePlan.ts";
import type { CaptureSite } from "../captures/site/captureSite.ts";
import type { StopSignal } from "../durable/stopSignal.ts";
import type { OrchestrationContext, Task } from "durable-functions";

/** Azure needs one to five minutes to install an extension. */
const installing = { polls: 40, everySeconds: 15 };

/**
 * Finds where the capture is made. Installs a missing agent when the plan allows it, and waits until it is
 * there.
 */
export function* findSite(
  context: OrchestrationContext,
  vmId: string,
  plan: CapturePlan,
  stop: StopSignal,
): Generator<Task, CaptureSite | Refusal, unknown> {
  let site = yield* call(context, activities.resolveVm, { vmId }, stop);
  if (!plan.installAgent || !isRefusal(site) || site.refused !== "agent-missing" || site.vm === undefined)
    return site;
  const installation = yield* call(context, activities.installAgent, { vm: site.vm }, stop);
  if (isRefusal(installation)) return { ...installation, vm: site.vm };
  for (
    let poll = 1;
    poll <= installing.polls && isRefusal(site) && site.refused === "agent-missing";
    poll += 1
  ) {
    yield* stop.waitUntil(timeIn(context, installing.everySeconds));
    site = yield* call(context, activities.resolveVm, { vmId }, stop);
  }
  return site;
}
