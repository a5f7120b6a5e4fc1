import { activities } from "../../durable/activities.ts";
import { deliverReport } from "../deliverReport.ts";
import { enterPhase } from "../enterPhase.ts";
import type { ReportReceipt } from "../../captures/outcome/alertOutcome.ts";
import type { OrchestrationContext, Task } from "durable-functions";

/** Tells in one email which armed VMs have no ring, and why. */
export function* reportArming(
  context: OrchestrationContext,
): Generator<Task, { readonly report: ReportReceipt }, unknown> {
  const report = yield* deliverReport(context, activities.sendArmingReport, {});
  enterPhase(context, { phase: "done" });
  return { report };
}
