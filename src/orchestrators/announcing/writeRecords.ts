import { isRefusal } from "../../captures/outcome/refusal.ts";
import { briefSummary } from "../../captures/summary/briefSummary.ts";
import { activities } from "../../durable/activities.ts";
import { call } from "../../durable/call.ts";
import type { EvidenceReceipt } from "../../captures/outcome/alertOutcome.ts";
import type { CaptureOutcome } from "../../captures/outcome/captureOutcome.ts";
import type { EvidenceOrder } from "../../durable/requests/evidenceOrder.ts";
import type { ReportRequest } from "../../durable/requests/reportRequest.ts";
import type { Strand } from "../../durable/together.ts";
import type { OrchestrationContext } from "durable-functions";

const nobody = { listed: [], more: 0 };

/**
 * Writes the evidence record beside each capture file. A capture that the alert has joined is another
 * alert's, and so is the record beside its file.
 */
export function writeRecords(
  context: OrchestrationContext,
  { captures, joinedAlerts = nobody, ...facts }: ReportRequest,
  joinedBy: number | null,
): readonly Strand<EvidenceReceipt>[] {
  const common = { ...facts, joinedAlerts: joinedBy === null ? null : joinedAlerts };
  return captures.filter(hasOwnFile).map((capture) => {
    const summary = capture.summary === null ? null : briefSummary(capture.summary);
    return write(context, { facts: common, capture: { ...capture, summary } });
  });
}

const hasOwnFile = (capture: CaptureOutcome): capture is EvidenceOrder["capture"] =>
  capture.outcome === "captured" && !capture.joined && capture.fileUrl !== null && capture.bytes !== null;

function* write(context: OrchestrationContext, order: EvidenceOrder): Strand<EvidenceReceipt> {
  const receipt = yield* call(context, activities.writeEvidence, order);
  return isRefusal(receipt) ? { vmId: order.capture.vmId, url: null, error: receipt.hint } : receipt;
}
