import { activities } from "../../durable/activities.ts";
import { together, type Strand } from "../../durable/together.ts";
import { deliverReport } from "../deliverReport.ts";
import { notifyEndpoints } from "./notifyEndpoints.ts";
import type { AlertOutcome, ReportReceipt } from "../../captures/outcome/alertOutcome.ts";
import type { ReportRequest } from "../../durable/requests/reportRequest.ts";
import type { OrchestrationContext } from "durable-functions";

/** What became of the email and of the notifications. */
interface Announced extends Pick<AlertOutcome, "notifications"> {
  readonly report: ReportReceipt;
}

/** Sends the completion email and the notifications side by side: neither waits for the other's retries. */
export function* announce(context: OrchestrationContext, facts: ReportRequest): Strand<Announced> {
  const [report, notifications] = yield* together(context, [
    deliverReport(context, activities.sendReport, facts),
    notifyEndpoints(context, facts),
  ]);
  return { report, notifications };
}
