import { summaryBytesEach } from "../captures/outcome/captureAnalysis.ts";
import { timesOfRequest } from "../captures/outcome/captureTimes.ts";
import { failedOutcome } from "../captures/outcome/failedOutcome.ts";
import { momentOf } from "../captures/rings/files/momentOf.ts";
import { instancesOf } from "../captures/scaleSet/instancesOf.ts";
import { readAlertRequest, type AlertRequest } from "../durable/requests/alertRequest.ts";
import { startBounds, type StartBounds } from "../durable/startBounds.ts";
import { currentTime } from "../durable/timerIn.ts";
import { capturePackets } from "./capturePackets.ts";
import { captureEach } from "./children/captureEach.ts";
import { enterPhase } from "./enterPhase.ts";
import { lookUpHosts } from "./lookUpHosts.ts";
import { lookUpScaleSets } from "./scaleSets/lookUpScaleSets.ts";
import { reportOutcome } from "./telling/reportOutcome.ts";
import type { AlertOutcome } from "../captures/outcome/alertOutcome.ts";
import type { CaptureOutcome } from "../captures/outcome/captureOutcome.ts";
import type { CaptureRequest } from "../durable/requests/captureRequest.ts";
import type { EndedCapture } from "./telling/endedCapture.ts";
import type { OrchestrationContext, Task } from "durable-functions";

/**
 * One alert or request, from its acceptance to its report: each VM's capture, then one email, of its own or
 * another one's. Returns nothing when it continues with an empty history.
 */
export function* captureOnAlert(
  context: OrchestrationContext,
): Generator<Task, AlertOutcome | undefined, unknown> {
  const accepted = readAlertRequest(context.df.getInput());
  const bounds = startBounds(context, currentTime(context), accepted.progress?.resolvedAt);
  const named = yield* lookUpHosts(context, accepted, bounds);
  const request = yield* lookUpScaleSets(context, named, bounds);
  const captured = yield* captureAll(context, request, bounds);
  if (captured === "continued") return undefined;
  const unresolved = (request.unresolved ?? []).map(({ hostName, refusal }) =>
    failedOutcome(hostName, refusal, undefined, timesOfRequest(request)),
  );
  const outcome = yield* reportOutcome(context, request, [...captured, ...unresolved], bounds.stop);
  enterPhase(context, { phase: "done" });
  return outcome;
}

/**
 * A single VM, the normal alert, runs inline, so that phases and the stop event live on the alert's own
 * instance.
 */
function* captureAll(
  context: OrchestrationContext,
  request: AlertRequest,
  bounds: StartBounds,
): Generator<Task, readonly (CaptureOutcome | EndedCapture)[] | "continued", unknown> {
  const {
    alert,
    requestedBy,
    occurrence,
    vmIds,
    limits,
    receivedAt,
    instances = [],
    unresolved = [],
  } = request;
  const moment = momentOf(alert);
  const analysis = {
    ...{ question: alert?.question ?? null, summaryBytes: summaryBytesEach(vmIds.length) },
    ...(moment !== null && { moment }),
  };
  const origin = {
    ...{ rule: alert?.rule ?? null, severity: alert?.severity ?? null, firedAt: alert?.firedAt ?? null },
    ...{ requestedBy, isOnDemand: alert === null, vms: vmIds.length + unresolved.length },
    ...(receivedAt !== undefined && { receivedAt }),
  };
  const { begunAt } = bounds.deadline;
  const requests = vmIds.map((vmId): CaptureRequest => ({
    ...{ vmId, ...instancesOf(vmId, instances), occurrence, limits, analysis, origin, begunAt },
  }));
  const [only] = requests;
  if (only === undefined) return [];
  if (requests.length === 1) return [yield* capturePackets(context, only, bounds)];
  return yield* captureEach(context, request, requests, bounds);
}
