import { capturedOutcome } from "../captures/outcome/capturedOutcome.ts";
import { timesOfRequest } from "../captures/outcome/captureTimes.ts";
import { failedOutcome } from "../captures/outcome/failedOutcome.ts";
import { isRefusal } from "../captures/outcome/refusal.ts";
import { arrivalOf } from "../captures/site/joinable.ts";
import { activities } from "../durable/activities.ts";
import { call } from "../durable/call.ts";
import { readCaptureRequest, type CaptureRequest } from "../durable/requests/captureRequest.ts";
import { startBounds, type StartBounds } from "../durable/startBounds.ts";
import { currentTime, timeIn } from "../durable/timerIn.ts";
import { enterPhase } from "./enterPhase.ts";
import { examineFile } from "./examineFile.ts";
import { findSite } from "./findSite.ts";
import { followCapture } from "./followCapture.ts";
import { openSession } from "./openSession.ts";
import type { CaptureOutcome } from "../captures/outcome/captureOutcome.ts";
import type { OrchestrationContext, Task } from "durable-functions";

/** Captures one VM's packets, from preflight to analysis. A failure is an outcome too. */
export function* capturePackets(
  context: OrchestrationContext,
  { analysis, origin: { rule, firedAt = null, receivedAt } = { rule: null }, ...wanted }: CaptureRequest,
  bounds: StartBounds,
): Generator<Task, CaptureOutcome, unknown> {
  const alertTimes = timesOfRequest({ alert: { firedAt }, receivedAt: receivedAt ?? null });
  const origin = { rule, arrivedAt: arrivalOf(receivedAt, currentTime(context)) };
  enterPhase(context, { phase: "resolving" });
  const { vmId, occurrence, limits } = wanted;
  const order = yield* findSite(context, { vmId, occurrence, limits }, bounds);
  if (isRefusal(order)) return failedOutcome(vmId, order, undefined, alertTimes);

  const { site, plan } = order;
  const session = yield* openSession(context, { ...order, origin }, bounds);
  if (isRefusal(session)) return failedOutcome(site.vm, session, undefined, alertTimes);
  const times = { ...alertTimes, acceptedAt: timeIn(context, 0).toISOString() };

  const followed = { watcher: site.watcher, captureName: session.captureName };
  const end = yield* followCapture(
    context,
    { ...session, watcher: site.watcher, rule },
    plan.poll,
    bounds.stop,
  );
  if (isRefusal(end)) return failedOutcome(site.vm, end, session, times);

  const findings = yield* examineFile(context, followed, session.limits.filters, analysis);
  // The session of a replaced capture makes room, as soon as its file is known.
  if (end.replacedBy !== null && !isRefusal(findings.file)) {
    const { fileUrl, guestPath } = findings.file;
    const kept = { status: end.status, fileUrl, guestPath };
    yield* call(context, activities.removeSession, { ...followed, kept });
  }
  return capturedOutcome(site.vm, session, end, findings, { ...times, fileFoundAt: findings.fileFoundAt });
}

/** The registered orchestrator, one per VM of an alert with several. */
export function* capturePacketsOrchestrator(context: OrchestrationContext) {
  const request = readCaptureRequest(context.df.getInput());
  return yield* capturePackets(context, request, startBounds(context, request.begunAt));
}
