import { isRefusal } from "../../captures/outcome/refusal.ts";
import { briefSummary } from "../../captures/summary/briefSummary.ts";
import { activities } from "../../durable/activities.ts";
import { call } from "../../durable/call.ts";
import type { NotificationReceipt } from "../../captures/outcome/alertOutcome.ts";
import type { Endpoints } from "../../durable/requests/notificationOrder.ts";
import type { ReportRequest } from "../../durable/requests/reportRequest.ts";
import type { Strand } from "../../durable/together.ts";
import type { OrchestrationContext } from "durable-functions";

/** Tells each endpoint of NOTIFY_WEBHOOKS what the report tells. `at`: when the outcome was known. */
export function notifyEndpoints(
  context: OrchestrationContext,
  kinds: Endpoints["kinds"],
  at: string,
  facts: ReportRequest,
): readonly Strand<NotificationReceipt>[] {
  const told = withoutLists(facts);
  return kinds.map((kind, index) => deliver(context, { index, kind, at, facts: told }));
}

function* deliver(
  context: OrchestrationContext,
  order: Parameters<NonNullable<typeof activities.sendNotification.types>>[0],
): Strand<NotificationReceipt> {
  const receipt = yield* call(context, activities.sendNotification, order);
  return isRefusal(receipt) ? { kind: order.kind, sent: false, error: receipt.hint } : receipt;
}

/** Each endpoint's order is stored, and needs no more than the gist. */
const withoutLists = (facts: ReportRequest): ReportRequest => ({
  ...facts,
  captures: facts.captures.map((outcome) => ({
    ...outcome,
    summary: outcome.summary === null ? null : briefSummary(outcome.summary),
  })),
});
