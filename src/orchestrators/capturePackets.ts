import { capturedOutcome } from "../captures/outcome/capturedOutcome.ts";
import { failedOutcome } from "../captures/outcome/failedOutcome.ts";
import { isRefusal } from "../captures/outcome/refusal.ts";
import { captureName } from "../captures/site/captureName.ts";
import { readCaptureRequest, type CaptureRequest } from "../durable/captureRequest.ts";
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
  { vmId, occurrence, plan, analysis }: CaptureRequest,
): Generator<Task, CaptureOutcome, unknown> {
  enterPhase(context, { phase: "resolving" });
  const site = yield* findSite(context, vmId, plan);
  if (isRefusal(site)) return failedOutcome(vmId, site);

  const session = yield* openSession(context, site, captureName(plan.namePrefix, site.vm, occurrence), plan);
  if (isRefusal(session)) return failedOutcome(site.vm, session);

  const end = yield* followCapture(context, site.watcher, session, plan.poll);
  if (isRefusal(end)) return failedOutcome(site.vm, end, session);

  const findings = yield* examineFile(context, site.watcher, session.captureName, analysis);
  return capturedOutcome(site.vm, session, end, findings);
}

/** The registered orchestrator, one per VM of an alert with several. */
export function* capturePacketsOrchestrator(context: OrchestrationContext) {
  return yield* capturePackets(context, readCaptureRequest(context.df.getInput()));
}
