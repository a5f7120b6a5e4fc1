import { isRefusal } from "../../captures/outcome/refusal.ts";
import { briefSummary } from "../../captures/summary/briefSummary.ts";
import { activities } from "../../durable/activities.ts";
import { call } from "../../durable/call.ts";
import { currentTime } from "../../durable/timerIn.ts";
import { together, type Strand } from "../../durable/together.ts";
import type { NotificationReceipt } from "../../captures/outcome/alertOutcome.ts";
import type { ReportRequest } from "../../durable/requests/reportRequest.ts";
import type { OrchestrationContext } from "durable-functions";

/**
 * Tells every endpoint of NOTIFY_WEBHOOKS what the report tells; each has its own retries. What became of
 * them is returned, and nothing else depends on it.
 */
export function* notifyEndpoints(
  context: OrchestrationContext,
  facts: ReportRequest,
): Strand<readonly NotificationReceipt[]> {
  const at = new Date(currentTime(context)).toISOString();
  const listed = yield* call(context, activities.listEndpoints, {});
  if (isRefusal(listed)) return [];
  const told = withoutLists(facts);
  return yield* together(
    context,
    listed.kinds.map((kind, index) => deliver(context, { index, kind, at, facts: told })),
  );
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
