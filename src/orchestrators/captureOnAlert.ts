import { summaryBytesEach } from "../captures/outcome/captureAnalysis.ts";
import { failedOutcome } from "../captures/outcome/failedOutcome.ts";
import { refuse } from "../captures/outcome/refusal.ts";
import { readAlertRequest, type AlertRequest } from "../durable/alertRequest.ts";
import { instanceId } from "../durable/instanceId.ts";
import { orchestratorNames } from "../durable/orchestratorNames.ts";
import { capturePackets } from "./capturePackets.ts";
import { deliverReport } from "./deliverReport.ts";
import { enterPhase } from "./enterPhase.ts";
import { lookUpHosts } from "./lookUpHosts.ts";
import type { Alert } from "../alerts/alert.ts";
import type { AlertBrief, AlertOutcome } from "../captures/outcome/alertOutcome.ts";
import type { CaptureOutcome } from "../captures/outcome/captureOutcome.ts";
import type { CaptureRequest } from "../durable/captureRequest.ts";
import type { OrchestrationContext, Task } from "durable-functions";

/** One alert or request, from its acceptance to its report: each VM's capture, then one email. */
export function* captureOnAlert(context: OrchestrationContext): Generator<Task, AlertOutcome, unknown> {
  const request = yield* lookUpHosts(context, readAlertRequest(context.df.getInput()));
  const captures = [...(yield* captureAll(context, request)), ...(request.unresolved ?? [])];
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
  { alert, occurrence, vmIds, plan }: AlertRequest,
): Generator<Task, readonly CaptureOutcome[], unknown> {
  const analysis = { question: alert?.question ?? null, summaryBytes: summaryBytesEach(vmIds.length) };
  const requests = vmIds.map((vmId): CaptureRequest => ({ vmId, occurrence, plan, analysis }));
  const [only] = requests;
  if (only === undefined) return [];
  if (requests.length === 1) return [yield* capturePackets(context, only)];
  enterPhase(context, { phase: "capturing", running: requests.length, total: requests.length });
  const children = requests.map((request, index) =>
    context.df.callSubOrchestrator(
      orchestratorNames.capturePackets,
      request,
      instanceId.ofChild(context.df.instanceId, index + 1),
    ),
  );
  try {
    return (yield context.df.Task.all(children)) as CaptureOutcome[];
  } catch {
    // A child fails only when it is terminated by hand; the tasks of the others cannot be awaited again.
    return vmIds.map((vmId) => failedOutcome(vmId, terminated));
  }
}

const terminated = refuse(
  "unexpected",
  "The orchestration of one of this alert's VMs was terminated. Captures run on to their limits. See Network Watcher.",
);
