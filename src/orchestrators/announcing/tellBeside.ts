import { isRefusal } from "../../captures/outcome/refusal.ts";
import { activities } from "../../durable/activities.ts";
import { call } from "../../durable/call.ts";
import { currentTime } from "../../durable/timerIn.ts";
import { together, type Strand } from "../../durable/together.ts";
import { notifyEndpoints } from "./notifyEndpoints.ts";
import { writeRecords } from "./writeRecords.ts";
import type { AlertOutcome } from "../../captures/outcome/alertOutcome.ts";
import type { ReportRequest } from "../../durable/requests/reportRequest.ts";
import type { OrchestrationContext } from "durable-functions";

/** What became of all that goes out beside the email. */
export type ToldBeside = Pick<AlertOutcome, "notifications" | "evidence">;

/**
 * Notifies every endpoint of NOTIFY_WEBHOOKS and, with EVIDENCE_RECORD=blob, writes a record beside each
 * capture file; each has its own retries. What became of them is returned, and nothing else depends on it.
 * `joinedBy`: how many other alerts the report tells; null: not known.
 */
export function* tellBeside(
  context: OrchestrationContext,
  facts: ReportRequest,
  joinedBy: number | null,
): Strand<ToldBeside> {
  const at = new Date(currentTime(context)).toISOString();
  const listed = yield* call(context, activities.listEndpoints, {});
  if (isRefusal(listed)) return { notifications: [], evidence: [] };
  const told = yield* together(context, [
    ...notifyEndpoints(context, listed.kinds, at, facts),
    ...(listed.writesEvidence === true ? writeRecords(context, facts, joinedBy) : []),
  ]);
  return {
    notifications: told.flatMap((one) => ("kind" in one ? one : [])),
    evidence: told.flatMap((one) => ("vmId" in one ? one : [])),
  };
}
