import { capturedOutcome } from "../captures/outcome/capturedOutcome.ts";
import { failedOutcome } from "../captures/outcome/failedOutcome.ts";
import { isRefusal } from "../captures/outcome/refusal.ts";
import { activities } from "../durable/activities.ts";
import { call } from "../durable/call.ts";
import { readCaptureRequest, type CaptureRequest } from "../durable/requests/captureRequest.ts";
import { startBounds, type StartBounds } from "../durable/startBounds.ts";
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
  { vmId, occurrence, limits, analysis }: CaptureRequest,
  bounds: StartBounds,
): Generator<Task, CaptureOutcome, unknown> {
  enterPhase(context, { phase: "resolving" });
  const order = yield* findSite(context, { vmId, occurrence, limits }, bounds);
  if (isRefusal(order)) return failedOutcome(vmId, order);

  const { site, plan } = order;
  const session = yield* openSession(context, order, bounds);
  if (isRefusal(session)) return failedOutcome(site.vm, session);

  const end = yield* followCapture(context, site.watcher, session, plan.poll, bounds.stop);
  if (isRefusal(end)) return failedOutcome(site.vm, end, session);

  const followed = { watcher: site.watcher, captureName: session.captureName };
  const findings = yield* examineFile(context, followed, analysis);
  // The session of a replaced capture makes room, as soon as its file is known.
  if (end.replacedBy !== null && !isRefusal(findings.file))
    yield* call(context, activities.removeSession, followed);
  return capturedOutcome(site.vm, session, end, findings);
}

/** The registered orchestrator, one per VM of an alert with several. */
export function* capturePacketsOrchestrator(context: OrchestrationContext) {
  const request = readCaptureRequest(context.df.getInput());
  return yield* capturePackets(context, request, startBounds(context, request.begunAt));
}
