import type { OrchestrationContext, Task } from "durable-functions";
import type { AlertOutcome, CaptureOutcome } from "../captures/outcome.ts";
import { readAlertRequest, type AlertRequest, type CaptureRequest } from "../captures/request.ts";
import { capturePackets } from "./capturePackets.ts";
import { deliverReport } from "./deliverReport.ts";
import { enter } from "./phase.ts";

/** One alert, from its acceptance to its report: each VM's capture, then one email. */
export function* captureOnAlert(context: OrchestrationContext): Generator<Task, AlertOutcome, unknown> {
  const request = readAlertRequest(context.df.getInput());
  const captures = yield* captureAll(context, request);
  const report = yield* deliverReport(context, request, captures);
  enter(context, { phase: "done" });
  const { rule, severity, firedAt, occurrence } = request.alert;
  return { alert: { rule, severity, firedAt, occurrence }, captures, report };
}

/** One VM, the normal alert, runs inline, so that phases and the stop event live on the alert's own instance. */
function* captureAll(
  context: OrchestrationContext,
  { alert, vmIds, plan }: AlertRequest,
): Generator<Task, readonly CaptureOutcome[], unknown> {
  const requests = vmIds.map((vmId): CaptureRequest => ({ vmId, occurrence: alert.occurrence, plan }));
  const [only] = requests;
  if (only !== undefined && requests.length === 1) return [yield* capturePackets(context, only)];
  enter(context, { phase: "capturing", running: requests.length, total: requests.length });
  const children = requests.map((request, index) =>
    context.df.callSubOrchestrator("capturePackets", request, `${context.df.instanceId}:${index + 1}`),
  );
  return (yield context.df.Task.all(children)) as CaptureOutcome[];
}
