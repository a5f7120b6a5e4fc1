import { isRefusal } from "../captures/outcome/refusal.ts";
import { analysisLimits } from "../captures/progress/analysisLimits.ts";
import { activities } from "../durable/activities.ts";
import { call } from "../durable/call.ts";
import { callWithin } from "../durable/callWithin.ts";
import { timeIn } from "../durable/timerIn.ts";
import { enterPhase } from "./enterPhase.ts";
import { searchRing, type SearchedRing } from "./rings/searchRing.ts";
import type { VmNetwork } from "../captures/network/vmNetwork.ts";
import type { ExaminedFile } from "../captures/outcome/captureFile.ts";
import type { CaptureFilter } from "../captures/plan/captureFilter.ts";
import type { Watcher } from "../captures/site/watcher.ts";
import type { AnalysisRequest } from "../durable/requests/captureRequest.ts";
import type { OrchestrationContext, Task } from "durable-functions";

interface EndedSession extends SearchedRing {
  readonly watcher: Watcher;
  readonly captureName: string;
  /** Those of the session. */
  readonly filters: readonly CaptureFilter[];
  /** What was read of the VM's network; null where it was not. */
  readonly network: VmNetwork | null;
}

/**
 * Finds an ended capture's file, and those of the ring that was taken for it, and analyzes them. An analysis
 * that fails, or never answers, never fails the capture.
 */
export function* examineFile(
  context: OrchestrationContext,
  { watcher, captureName, filters, network, ...searched }: EndedSession,
  request: AnalysisRequest,
): Generator<Task, ExaminedFile, unknown> {
  enterPhase(context, { phase: "analyzing" });
  const file = yield* call(context, activities.findCaptureFile, { watcher, captureName });
  const fileUrl = isRefusal(file) ? null : file.fileUrl;
  const isFound = !isRefusal(file) && fileUrl !== null && file.bytes !== null;
  const fileFoundAt = isFound ? timeIn(context, 0).toISOString() : null;
  const before = yield* searchRing(context, searched, fileUrl, request.moment ?? null);
  if (fileUrl === null) return { file, fileFoundAt, analysis: null, before };
  const files = before?.files ?? [];
  const order = {
    ...{ fileUrl, ...request, ...(filters.length > 0 && { filters }) },
    ...(network !== null && { known: { vmId: searched.vm.id, network } }),
    ...(files.length > 0 && { before: files }),
  };
  const { inAllSeconds } = analysisLimits;
  const analysis = yield* callWithin(context, activities.analyzeCapture, order, inAllSeconds);
  return { file, fileFoundAt, analysis, before };
}
