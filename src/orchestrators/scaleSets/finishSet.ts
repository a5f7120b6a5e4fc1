import { isRefusal } from "../../captures/outcome/refusal.ts";
import { analysisLimits } from "../../captures/progress/analysisLimits.ts";
import { goneInstances } from "../../captures/scaleSet/goneInstances.ts";
import { setOutcome } from "../../captures/scaleSet/setOutcome.ts";
import { activities } from "../../durable/activities.ts";
import { call } from "../../durable/call.ts";
import { callWithin } from "../../durable/callWithin.ts";
import { timeIn } from "../../durable/timerIn.ts";
import { enterPhase } from "../enterPhase.ts";
import type { CaptureOutcome } from "../../captures/outcome/captureOutcome.ts";
import type { EndedCapture } from "../telling/endedCapture.ts";
import type { OrchestrationContext, Task } from "durable-functions";

/** Finds and analyzes the files of the instances of an ended capture. */
export function* finishSet(
  context: OrchestrationContext,
  { vm, watcher, session, end, times, analysis: { question, summaryBytes } }: EndedCapture,
): Generator<Task, CaptureOutcome, unknown> {
  enterPhase(context, { phase: "analyzing" });
  const captured = (vm.instances ?? []).filter(({ left }) => left === null);
  const { startedAt, errors } = end.status;
  const files = yield* call(context, activities.findInstanceFiles, {
    ...{ watcher, captureName: session.captureName, scaleSetId: vm.id },
    ...{ ids: captured.map(({ id }) => id), gone: goneInstances(errors) },
    ...{ startedAt: startedAt ?? times.acceptedAt ?? end.seenAt, endedAt: end.seenAt },
  });
  const found = isRefusal(files) ? [] : files.files;
  if (found.length === 0)
    return setOutcome(vm, session, end, { files, fileFoundAt: null, analyses: null }, times);
  const fileFoundAt = timeIn(context, 0).toISOString();
  const { filters } = session.limits;
  const order = { files: found, question, summaryBytes, ...(filters.length > 0 && { filters }) };
  const { inAllSeconds } = analysisLimits;
  const analyses = yield* callWithin(context, activities.analyzeInstances, order, inAllSeconds);
  return setOutcome(vm, session, end, { files, fileFoundAt, analyses }, times);
}
