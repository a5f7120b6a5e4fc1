import { capturedOutcome } from "../../captures/outcome/capturedOutcome.ts";
import { isRefusal } from "../../captures/outcome/refusal.ts";
import { activities } from "../../durable/activities.ts";
import { call } from "../../durable/call.ts";
import { examineFile } from "../examineFile.ts";
import { askAzure } from "../network/askAzure.ts";
import { finishSet } from "../scaleSets/finishSet.ts";
import type { VmNetwork } from "../../captures/network/vmNetwork.ts";
import type { CaptureEnd } from "../../captures/outcome/captureEnd.ts";
import type { CaptureOutcome } from "../../captures/outcome/captureOutcome.ts";
import type { CaptureTimes } from "../../captures/outcome/captureTimes.ts";
import type { TakenRing } from "../../captures/rings/takenRing.ts";
import type { FollowedSession } from "../../captures/site/followedSession.ts";
import type { TargetVm } from "../../captures/site/targetVm.ts";
import type { Watcher } from "../../captures/site/watcher.ts";
import type { AnalysisRequest } from "../../durable/requests/captureRequest.ts";
import type { OrchestrationContext, Task } from "durable-functions";

/** A capture that has ended, and whose file has not been looked at. */
export interface EndedCapture {
  readonly vm: TargetVm;
  readonly watcher: Watcher;
  readonly session: FollowedSession;
  readonly end: CaptureEnd;
  /** As far as they are known. */
  readonly times: CaptureTimes;
  readonly analysis: AnalysisRequest;
  /** The ring that was taken for it; null where there was none to take. */
  readonly ring: TakenRing | null;
  /** What was read of the VM's network; null where it was not. */
  readonly network: VmNetwork | null;
}

/** Whether a capture's file has still to be looked at. */
export const isUnfinished = (capture: CaptureOutcome | EndedCapture): capture is EndedCapture =>
  "session" in capture;

/** Finds and analyzes the file of an ended capture. */
export function* finishCapture(
  context: OrchestrationContext,
  ended: EndedCapture,
): Generator<Task, CaptureOutcome, unknown> {
  const { vm, watcher, session, end, times, analysis, ring, network: read } = ended;
  if (vm.instances !== undefined) return yield* finishSet(context, ended);
  const followed = { watcher, captureName: session.captureName };
  const { filters } = session.limits;
  const searched = { ...followed, filters, vm, times, ring, network: read };
  const findings = yield* examineFile(context, searched, analysis);
  // The session of a replaced capture makes room, as soon as its file is known.
  if (end.replacedBy !== null && !isRefusal(findings.file)) {
    const { fileUrl, guestPath } = findings.file;
    const kept = { status: end.status, fileUrl, guestPath };
    yield* call(context, activities.removeSession, { ...followed, kept });
  }
  const network = yield* askAzure(context, { watcher, network: read }, findings.analysis);
  const known = { ...times, fileFoundAt: findings.fileFoundAt };
  return { ...capturedOutcome(vm, session, end, findings, known), network };
}
