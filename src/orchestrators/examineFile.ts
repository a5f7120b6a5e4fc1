import { isRefusal } from "../captures/outcome/refusal.ts";
import { analysisLimits } from "../captures/progress/analysisLimits.ts";
import { activities } from "../durable/activities.ts";
import { call } from "../durable/call.ts";
import { callWithin } from "../durable/callWithin.ts";
import { timeIn } from "../durable/timerIn.ts";
import { enterPhase } from "./enterPhase.ts";
import type { ExaminedFile } from "../captures/outcome/captureFile.ts";
import type { CaptureFilter } from "../captures/plan/captureFilter.ts";
import type { Watcher } from "../captures/site/watcher.ts";
import type { AnalysisRequest } from "../durable/requests/captureRequest.ts";
import type { OrchestrationContext, Task } from "durable-functions";

/**
 * Finds an ended capture's file and analyzes it. An analysis that fails, or never answers, never fails the
 * capture. `filters`: those of the session.
 */
export function* examineFile(
  context: OrchestrationContext,
  session: { readonly watcher: Watcher; readonly captureName: string },
  filters: readonly CaptureFilter[],
  request: AnalysisRequest,
): Generator<Task, ExaminedFile, unknown> {
  enterPhase(context, { phase: "analyzing" });
  const file = yield* call(context, activities.findCaptureFile, session);
  if (isRefusal(file) || file.fileUrl === null) return { file, fileFoundAt: null, analysis: null };
  const fileFoundAt = file.bytes === null ? null : timeIn(context, 0).toISOString();
  const order = { fileUrl: file.fileUrl, ...request, ...(filters.length > 0 && { filters }) };
  const { inAllSeconds } = analysisLimits;
  const analysis = yield* callWithin(context, activities.analyzeCapture, order, inAllSeconds);
  return { file, fileFoundAt, analysis };
}
