import { isRefusal, type Refusal } from "../captures/outcome/refusal.ts";
import { activities, type CaptureOrder, type WantedCapture } from "../durable/activities.ts";
import { call } from "../durable/call.ts";
import { timeIn } from "../durable/timerIn.ts";
import type { StopSignal } from "../durable/stopSignal.ts";
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
  stop: StopSignal,
): Generator<Task, CaptureOrder | Refusal, unknown> {
  let order = yield* call(context, activities.resolveVm, wanted, stop);
  if (!isRefusal(order) || order.remedy !== "install-agent" || order.vm === undefined) return order;
  const { vm } = order;
  const installation = yield* call(context, activities.installAgent, { vm }, stop);
  if (isRefusal(installation)) return { ...installation, vm };
  for (
    let poll = 1;
    poll <= installing.polls && isRefusal(order) && order.refused === "agent-missing";
    poll += 1
  ) {
    yield* stop.waitUntil(timeIn(context, installing.everySeconds));
    order = yield* call(context, activities.resolveVm, wanted, stop);
  }
  return order;
}
