import type { OrchestrationContext, Task } from "durable-functions";
import { call } from "../activities/activity.ts";
import { installAgent } from "../activities/installAgent.ts";
import { resolveVm } from "../activities/resolveVm.ts";
import type { CapturePlan } from "../captures/plan/capturePlan.ts";
import { isRefusal, type Refusal } from "../captures/outcome/refusal.ts";
import type { CaptureSite } from "../captures/site/captureSite.ts";
import { timeOf } from "./enterPhase.ts";

/** An extension takes Azure one to five minutes. */
const installing = { looks: 40, everySeconds: 15 };

/** Finds where the capture is made; installs a missing agent when the plan says so, and waits until it is there. */
export function* findSite(
  context: OrchestrationContext,
  vmId: string,
  plan: CapturePlan,
): Generator<Task, CaptureSite | Refusal, unknown> {
  let site = yield* call(context, resolveVm, { vmId });
  if (!plan.installAgent || !isRefusal(site) || site.refused !== "agent-missing" || site.vm === undefined)
    return site;
  const installation = yield* call(context, installAgent, { vm: site.vm });
  if (isRefusal(installation)) return { ...installation, vm: site.vm };
  for (
    let look = 1;
    look <= installing.looks && isRefusal(site) && site.refused === "agent-missing";
    look += 1
  ) {
    yield context.df.createTimer(new Date(timeOf(context) + installing.everySeconds * 1000));
    site = yield* call(context, resolveVm, { vmId });
  }
  return site;
}
