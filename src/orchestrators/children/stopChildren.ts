import { activities } from "../../durable/activities.ts";
import { call } from "../../durable/call.ts";
import type { StopSignal } from "../../durable/stopSignal.ts";
import type { Child } from "./readChildren.ts";
import type { OrchestrationContext, Task } from "durable-functions";

/** Passes the alert's stop on to the orchestrations of its VMs, in the name of whoever raised it. */
export function* stopChildren(
  context: OrchestrationContext,
  children: readonly Child[],
  { isForced: force, stoppedBy, resolvedAt }: StopSignal,
): Generator<Task, void, unknown> {
  const instanceIds = children.map(({ instanceId }) => instanceId);
  const order = { instanceIds, force, ...(stoppedBy === "resolved" && { resolvedAt }) };
  yield* call(context, activities.stopVmCaptures, order);
}
