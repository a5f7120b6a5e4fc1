import { activities } from "../../durable/activities.ts";
import { together, type Strand } from "../../durable/together.ts";
import { deliverReport } from "../deliverReport.ts";
import { tellBeside, type ToldBeside } from "./tellBeside.ts";
import type { ReportReceipt } from "../../captures/outcome/alertOutcome.ts";
import type { ReportRequest } from "../../durable/requests/reportRequest.ts";
import type { OrchestrationContext } from "durable-functions";

/** What became of the email, and of what goes out beside it. */
interface Announced extends ToldBeside {
  readonly report: ReportReceipt;
}

/**
 * Sends the completion email, and beside it the notifications and the evidence records: none waits for
 * another's retries. `joinedBy`: how many other alerts the report tells; null: not known.
 */
export function* announce(
  context: OrchestrationContext,
  facts: ReportRequest,
  joinedBy: number | null,
): Strand<Announced> {
  const [report, beside] = yield* together(context, [
    deliverReport(context, activities.sendReport, facts),
    tellBeside(context, facts, joinedBy),
  ]);
  return { report, ...beside };
}
