import { isRefusal, type Refusal } from "../captures/outcome/refusal.ts";
import { activities } from "../durable/activities.ts";
import { call } from "../durable/call.ts";
import { timeIn } from "../durable/timerIn.ts";
import type { CapturePlan } from "../captures/plan/capturePlan.ts";
import type { CaptureSite } from "../captures/site/captureSite.ts";
import type { StopSignal } from "../durable/stopSignal.ts";
import type { OrchestrationContext, Task } from "durable-functions";

/** Azure needs one to five minutes to start a VM, and as long to install an extension. */
const settling = { polls: 40, everySeconds: 15 };

/**
 * Finds where the capture is made. Waits for a VM that is starting, and installs a missing agent when the
 * plan allows it.
 */
export function* findSite(
  context: OrchestrationContext,
  vmId: string,
  plan: CapturePlan,
  stop: StopSignal,
): Generator<Task, CaptureSite | Refusal, unknown> {
  const found = yield* call(context, activities.resolveVm, { vmId }, stop);
  const site = yield* waitWhile(isSettling, found, context, vmId, stop);
  if (!plan.installAgent || !isWithoutAgent(site) || site.vm === undefined) return site;
  const installation = yield* call(context, activities.installAgent, { vm: site.vm }, stop);
  if (isRefusal(installation)) return { ...installation, vm: site.vm };
  return yield* waitWhile(isWithoutAgent, site, context, vmId, stop);
}

type Finding = CaptureSite | Refusal;

const isWithoutAgent = (site: Finding): site is Refusal =>
  isRefusal(site) && site.refused === "agent-missing";

/** The VM is starting or being created, or an extension is being installed. */
const isSettling = (site: Finding): boolean =>
  isRefusal(site) && site.passing === true && (site.refused === "vm-not-running" || isWithoutAgent(site));

/** Looks at the VM again and again while a finding stands in the way. */
function* waitWhile(
  isInTheWay: (site: Finding) => boolean,
  found: Finding,
  context: OrchestrationContext,
  vmId: string,
  stop: StopSignal,
): Generator<Task, Finding, unknown> {
  let site = found;
  for (let poll = 1; poll <= settling.polls && isInTheWay(site); poll += 1) {
    yield* stop.waitUntil(timeIn(context, settling.everySeconds));
    site = yield* call(context, activities.resolveVm, { vmId }, stop);
  }
  return site;
}
