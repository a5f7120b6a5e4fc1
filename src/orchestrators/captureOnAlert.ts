import { summaryBytesEach } from "../captures/outcome/captureAnalysis.ts";
import { readAlertRequest, type AlertRequest } from "../durable/alertRequest.ts";
import { StopSignal } from "../durable/stopSignal.ts";
import { captureEach } from "./captureEach.ts";
import { capturePackets } from "./capturePackets.ts";
import { deliverReport } from "./deliverReport.ts";
import { enterPhase } from "./enterPhase.ts";
import { lookUpHosts } from "./lookUpHosts.ts";
import type { Alert } from "../alerts/alert.ts";
import type { AlertBrief, AlertOutcome } from "../captures/outcome/alertOutcome.ts";
import type { CaptureOutcome } from "../captures/outcome/captureOutcome.ts";
import type { CaptureRequest } from "../durable/captureRequest.ts";
import type { OrchestrationContext, Task } from "durable-functions";

/**
 * One alert or request, from its acceptance to its report: each VM's capture, then one email. Returns nothing
 * when it continues with an empty history.
 */
export function* captureOnAlert(
  context: OrchestrationContext,
): Generator<Task, AlertOutcome | undefined, unknown> {
  const stop = new StopSignal(context);
  const request = yield* lookUpHosts(context, readAlertRequest(context.df.getInput()), stop);
  const captured = yield* captureAll(context, request, stop);
  if (captured === "continued") return undefined;
  const captures = [...captured, ...(request.unresolved ?? [])];
  const report = yield* deliverReport(context, request, captures);
  enterPhase(context, { phase: "done" });
  return { alert: briefOf(request.alert), requestedBy: request.requestedBy, captures, report };
}

function briefOf(alert: Alert | null): AlertBrief | null {
  if (alert === null) return null;
  const { rule, severity, firedAt, occurrence } = alert;
  return { rule, severity, firedAt, occurrence };
}

/**
 * A single VM, the normal alert, runs inline, so that phases and the stop event live on the alert's own
 * instance.
 */
function* captureAll(
  context: OrchestrationContext,
  request: AlertRequest,
  stop: StopSignal,
): Generator<Task, readonly CaptureOutcome[] | "continued", unknown> {
  const { alert, occurrence, vmIds, plan, receivedAt } = request;
  const analysis = { question: alert?.question ?? null, summaryBytes: summaryBytesEach(vmIds.length) };
  const origin = { rule: alert?.rule ?? null, ...(receivedAt !== undefined && { receivedAt }) };
  const requests = vmIds.map((vmId): CaptureRequest => ({ vmId, occurrence, plan, analysis, origin }));
  const [only] = requests;
  if (only === undefined) return [];
  if (requests.length === 1) return [yield* capturePackets(context, only, stop)];
  return yield* captureEach(context, request, requests, stop);
}
