import { isRefusal, type Refusal } from "../captures/outcome/refusal.ts";
import { activities, type CaptureOrder, type WantedCapture } from "../durable/activities.ts";
import { call } from "../durable/call.ts";
import { waitWithin } from "../durable/waitWithin.ts";
import type { StartBounds } from "../durable/startBounds.ts";
import type { OrchestrationContext, Task } from "durable-functions";

/** Azure needs one to five minutes to install an extension. */
const installing = { polls: 40, everySeconds: 15 };

/**
 * Finds where and how the capture is made. Installs a missing agent when the configuration allows it, and
 * waits until it is there.
 */
export function* findSite(
  context: OrchestrationContext,
  wanted: WantedCapture,
  bounds: StartBounds,
): Generator<Task, CaptureOrder | Refusal, unknown> {
  let order = yield* call(context, activities.resolveVm, wanted, bounds);
  if (!isRefusal(order) || order.remedy !== "install-agent" || order.vm === undefined) return order;
  const { vm } = order;
  const installation = yield* call(context, activities.installAgent, { vm }, bounds);
  if (isRefusal(installation)) return { ...installation, vm };
  for (let poll = 1; poll <= installing.polls && isWaitingForAgent(order); poll += 1) {
    const before = order;
    if (!(yield* waitWithin(context, installing.everySeconds, bounds))) return before;
    order = yield* call(context, activities.resolveVm, wanted, bounds);
  }
  return order;
}

const isWaitingForAgent = (order: CaptureOrder | Refusal): boolean =>
  isRefusal(order) && order.refused === "agent-missing";
