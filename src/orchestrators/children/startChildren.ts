import { isRefusal, type Refusal } from "../../captures/outcome/refusal.ts";
import { activities } from "../../durable/activities.ts";
import { call, type CallBounds } from "../../durable/call.ts";
import type { CaptureRequest } from "../../durable/requests/captureRequest.ts";
import type { Child } from "./readChildren.ts";
import type { OrchestrationContext, Task } from "durable-functions";

/** Starts the orchestrations of an alert's VMs; why some of them may be missing, or null. */
export function* startChildren(
  context: OrchestrationContext,
  children: readonly Child[],
  requests: readonly CaptureRequest[],
  bounds: CallBounds,
): Generator<Task, Refusal | null, unknown> {
  const instanceIds = children.map(({ instanceId }) => instanceId);
  // Their version is passed on: the host's default may be a newer one by now.
  const order = { instanceIds, requests, version: context.df.version ?? null };
  const started = yield* call(context, activities.startVmCaptures, order, bounds);
  return isRefusal(started) ? started : null;
}
