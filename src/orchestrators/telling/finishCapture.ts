import { capturedOutcome } from "../../captures/outcome/capturedOutcome.ts";
import { isRefusal } from "../../captures/outcome/refusal.ts";
import { activities } from "../../durable/activities.ts";
import { call } from "../../durable/call.ts";
import { examineFile } from "../examineFile.ts";
import { askAzure } from "../network/askAzure.ts";
import { finishSet } from "../scaleSets/finishSet.ts";
import type { CaptureOutcome } from "../../captures/outcome/captureOutcome.ts";
import type { EndedCapture } from "./endedCapture.ts";
import type { OrchestrationContext, Task } from "durable-functions";

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
