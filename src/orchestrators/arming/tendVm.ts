import { isRefusal, type Refusal } from "../../captures/outcome/refusal.ts";
import { activities } from "../../durable/activities.ts";
import { call } from "../../durable/call.ts";
import { currentTime, timerIn } from "../../durable/timerIn.ts";
import type { RingTended } from "../../durable/ringActivities.ts";
import type { OrchestrationContext, Task } from "durable-functions";

/** Then the next pass goes on, and other VMs have their turn. */
const most = { steps: 15, seconds: 120 };

/** The answer of a query that is to be heard next. */
type Heard = { readonly captureName: string; readonly answerUrl: string } | null;

/** Does step by step what the ring of one VM needs. */
export function* tendVm(context: OrchestrationContext, vmId: string): Generator<Task, void, unknown> {
  const end = currentTime(context) + most.seconds * 1000;
  let heard: Heard = null;
  for (let step = 1; step <= most.steps; step += 1) {
    const tended: RingTended | Refusal = yield* call(context, activities.tendRing, { vmId, heard });
    if (isRefusal(tended) || tended.next === "done") return;
    if (currentTime(context) + tended.afterSeconds * 1000 > end) return;
    if (tended.afterSeconds > 0) yield timerIn(context, tended.afterSeconds);
    heard =
      tended.next === "listen" ? { captureName: tended.captureName, answerUrl: tended.answerUrl } : null;
  }
}
