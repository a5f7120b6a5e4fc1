import { summaryBytesEach } from "../captures/outcome/captureAnalysis.ts";
import { timesOfRequest } from "../captures/outcome/captureTimes.ts";
import { failedOutcome } from "../captures/outcome/failedOutcome.ts";
import { readAlertRequest, type AlertRequest } from "../durable/requests/alertRequest.ts";
import { startBounds, type StartBounds } from "../durable/startBounds.ts";
import { currentTime } from "../durable/timerIn.ts";
import { captureEach } from "./captureEach.ts";
import { capturePackets } from "./capturePackets.ts";
import { deliverReport } from "./deliverReport.ts";
import { enterPhase } from "./enterPhase.ts";
import { lookUpHosts } from "./lookUpHosts.ts";
import type { Alert } from "../alerts/alert.ts";
import type { AlertBrief, AlertOutcome } from "../captures/outcome/alertOutcome.ts";
import type { CaptureOutcome } from "../captures/outcome/captureOutcome.ts";
import type { CaptureRequest } from "../durable/requests/captureRequest.ts";
import type { OrchestrationContext, Task } from "durable-functions";

/**
 * One alert or request, from its acceptance to its report: each VM's capture, then one email. Returns nothing
 * when it continues with an empty history.
 */
export function* captureOnAlert(
  context: OrchestrationContext,
): Generator<Task, AlertOutcome | undefined, unknown> {
  const bounds = startBounds(context, currentTime(context));
  const request = yield* lookUpHosts(context, readAlertRequest(context.df.getInput()), bounds);
  const captured = yield* captureAll(context, request, bounds);
  if (captured === "continued") return undefined;
  const unresolved = (request.unresolved ?? []).map(({ hostName, refusal }) =>
    failedOutcome(hostName, refusal, undefined, timesOfRequest(request)),
  );
  const captures = [...captured, ...unresolved];
  const { alert, requestedBy, overrides } = request;
  const report = yield* deliverReport(context, {
    instanceId: context.df.instanceId,
    ...{ alert, requestedBy, overrides, captures },
  });
  enterPhase(context, { phase: "done" });
  return {
    ...{ alert: briefOf(alert), requestedBy, captures, report },
    ...{ reportedIn: null, joinedBy: 0, notifications: [] },
  };
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
  bounds: StartBounds,
): Generator<Task, readonly CaptureOutcome[] | "continued", unknown> {
  const { alert, occurrence, vmIds, limits, receivedAt } = request;
  const analysis = { question: alert?.question ?? null, summaryBytes: summaryBytesEach(vmIds.length) };
  const { rule = null, firedAt = null } = alert ?? {};
  const origin = { rule, firedAt, ...(receivedAt !== undefined && { receivedAt }) };
  const { begunAt } = bounds.deadline;
  const requests = vmIds.map((vmId): CaptureRequest => ({
    ...{ vmId, occurrence, limits, analysis, origin, begunAt },
  }));
  const [only] = requests;
  if (only === undefined) return [];
  if (requests.length === 1) return [yield* capturePackets(context, only, bounds)];
  return yield* captureEach(context, request, requests, bounds);
}
