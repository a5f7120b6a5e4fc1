import { blankOutcome } from "../../captures/outcome/blankOutcome.ts";
import { isRefusal } from "../../captures/outcome/refusal.ts";
import { instancesOf } from "../../captures/scaleSet/instancesOf.ts";
import { isScaleSet } from "../../captures/scaleSet/isScaleSet.ts";
import { activities } from "../../durable/activities.ts";
import { call, type CallBounds } from "../../durable/call.ts";
import { enterPhase } from "../enterPhase.ts";
import type { LeftOut } from "../../captures/scaleSet/leftOut.ts";
import type { AlertRequest } from "../../durable/requests/alertRequest.ts";
import type { OrchestrationContext, Task } from "durable-functions";

/** One alert captures no more. */
const mostTargets = 20;
/** So many of those that are left out are named. */
const mostNamed = 5;
const longestName = 80;

/**
 * Replaces Flexible scale sets by their VMs, which are captured like any others. Uniform ones stay; those
 * that cannot be read are told with the reason. Other requests are returned without a step.
 */
export function* lookUpScaleSets(
  context: OrchestrationContext,
  request: AlertRequest,
  bounds: CallBounds,
): Generator<Task, AlertRequest, unknown> {
  const { vmIds: given, instances, progress } = request;
  if (progress !== undefined || !given.some(isScaleSet)) return request;
  enterPhase(context, { phase: "resolving" });
  const targets: string[] = [];
  const unresolved = [...(request.unresolved ?? [])];
  for (const id of given) {
    const order = { scaleSetId: id, ...instancesOf(id, instances) };
    const set = isScaleSet(id) ? yield* call(context, activities.resolveScaleSet, order, bounds) : null;
    if (set !== null && isRefusal(set)) unresolved.push({ hostName: id, refusal: set });
    else targets.push(...(!set?.isFlexible ? [id] : set.vmIds));
  }
  const all = [...new Set(targets)];
  return {
    ...{ ...request, vmIds: all.slice(0, mostTargets) },
    ...(unresolved.length > 0 && { unresolved }),
    ...(all.length > mostTargets && { leftOut: leftOutOf(all.slice(mostTargets)) }),
  };
}

const leftOutOf = (vmIds: readonly string[]): LeftOut => ({
  vms: vmIds.length,
  vmNames: vmIds.slice(0, mostNamed).map((id) => blankOutcome(id).vmName.slice(0, longestName)),
});
