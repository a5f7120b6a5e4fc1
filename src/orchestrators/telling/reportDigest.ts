import { isRefusal } from "../../captures/outcome/refusal.ts";
import { activities } from "../../durable/activities.ts";
import { call } from "../../durable/call.ts";
import { readDigestOrder } from "../../durable/requests/digestOrder.ts";
import { currentTime, timerIn } from "../../durable/timerIn.ts";
import { deliverReport } from "../deliverReport.ts";
import { enterPhase } from "../enterPhase.ts";
import type { ReportReceipt } from "../../captures/outcome/alertOutcome.ts";
import type { OrchestrationContext, Task } from "durable-functions";

/** Entering takes a second or two; so long is waited for an alert that has begun to enter. */
const entering = { everySeconds: 10, mostSeconds: 600 };

/**
 * Tells the alerts that were refused for their number in one email, when it is due. Which these are is read
 * from their own outcomes, when none is entering any more.
 */
export function* reportDigest(
  context: OrchestrationContext,
): Generator<Task, { readonly report: ReportReceipt }, unknown> {
  const order = readDigestOrder(context.df.getInput());
  // No alert has this phase.
  context.df.setCustomStatus({ phase: "collecting", dueAt: order.dueAt });
  yield context.df.createTimer(new Date(order.dueAt));
  const closing = yield* call(context, activities.closeDigest, {});
  if (isRefusal(closing)) throw new Error(closing.hint);
  const begunAt = currentTime(context);
  while (currentTime(context) < begunAt + entering.mostSeconds * 1000) {
    const reading = yield* call(context, activities.readDigest, order);
    if (!isRefusal(reading) && reading.pending === 0) break;
    yield timerIn(context, entering.everySeconds);
  }
  const report = yield* deliverReport(context, activities.sendDigest, order);
  enterPhase(context, { phase: "done" });
  return { report };
}
