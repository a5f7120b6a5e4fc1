import type { OrchestrationContext, Task } from "durable-functions";
import { captureName } from "../captures/site/captureName.ts";
import type { CaptureOutcome } from "../captures/outcome/captureOutcome.ts";
import { captured, failed } from "../captures/outcome/capturedOutcome.ts";
import { isRefusal } from "../captures/outcome/refusal.ts";
import { readCaptureRequest, type CaptureRequest } from "../durable/alertRequest.ts";
import { examineFile } from "./examineFile.ts";
import { findSite } from "./findSite.ts";
import { followCapture } from "./followCapture.ts";
import { openSession } from "./openSession.ts";
import { enter } from "./enterPhase.ts";

/** Captures one VM's packets from start to end. A failure is an outcome like any other. */
export function* capturePackets(
  context: OrchestrationContext,
  { vmId, occurrence, plan, analysis }: CaptureRequest,
): Generator<Task, CaptureOutcome, unknown> {
  enter(context, { phase: "resolving" });
  const site = yield* findSite(context, vmId, plan);
  if (isRefusal(site)) return failed(vmId, site);

  const session = yield* openSession(context, site, captureName(plan.namePrefix, site.vm, occurrence), plan);
  if (isRefusal(session)) return failed(site.vm, session);

  const end = yield* followCapture(context, site.watcher, session, plan.poll);
  if (isRefusal(end)) return failed(site.vm, end, session);

  const findings = yield* examineFile(context, site.watcher, session.captureName, analysis);
  return captured(site.vm, session, end, findings);
}

/** The registered orchestrator, one per VM of an alert with several. */
export function* capturePacketsOrchestrator(context: OrchestrationContext) {
  return yield* capturePackets(context, readCaptureRequest(context.df.getInput()));
}
