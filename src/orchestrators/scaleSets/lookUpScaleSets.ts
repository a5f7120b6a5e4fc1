import { isRefusal } from "../../captures/outcome/refusal.ts";
import { instancesOf } from "../../captures/scaleSet/instancesOf.ts";
import { isScaleSet } from "../../captures/scaleSet/isScaleSet.ts";
import { activities } from "../../durable/activities.ts";
import { call, type CallBounds } from "../../durable/call.ts";
import { enterPhase } from "../enterPhase.ts";
import type { AlertRequest } from "../../durable/requests/alertRequest.ts";
import type { OrchestrationContext, Task } from "durable-functions";

/** One alert captures no more. */
const mostTargets = 20;

/**
 * Replaces Flexible scale sets by their VMs, which are captured like any others. Uniform ones stay, and so do
 * those that cannot be read: their capture says why. Other requests are returned without a step.
 */
export function* lookUpScaleSets(
  context: OrchestrationContext,
  request: AlertRequest,
  bounds: CallBounds,
): Generator<Task, AlertRequest, unknown> {
  const { vmIds, instances, progress } = request;
  if (progress !== undefined || !vmIds.some(isScaleSet)) return request;
  enterPhase(context, { phase: "resolving" });
  const targets: string[] = [];
  for (const id of vmIds) {
    const order = { scaleSetId: id, ...instancesOf(id, instances) };
    const set = isScaleSet(id) ? yield* call(context, activities.resolveScaleSet, order, bounds) : null;
    targets.push(...(set === null || isRefusal(set) || !set.isFlexible ? [id] : set.vmIds));
  }
  return { ...request, vmIds: [...new Set(targets)].slice(0, mostTargets) };
}
