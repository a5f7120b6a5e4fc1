import type { OrchestrationContext, Task } from "durable-functions";
import { call } from "../activities/activity.ts";
import { analyzeCapture } from "../activities/analyzeCapture.ts";
import { findCaptureFile } from "../activities/findCaptureFile.ts";
import type { FileFindings } from "../captures/outcome/capturedOutcome.ts";
import { isRefusal } from "../captures/outcome/refusal.ts";
import type { AnalysisWish } from "../durable/alertRequest.ts";
import type { Watcher } from "../captures/site/captureSite.ts";
import { enter } from "./enterPhase.ts";

/** Looks up an ended capture's file and has it analyzed. That it cannot be analyzed takes nothing from the capture. */
export function* examineFile(
  context: OrchestrationContext,
  watcher: Watcher,
  captureName: string,
  wish: AnalysisWish,
): Generator<Task, FileFindings, unknown> {
  enter(context, { phase: "analyzing" });
  const file = yield* call(context, findCaptureFile, { watcher, captureName });
  if (isRefusal(file) || file.fileUrl === null) return { file, analysis: null };
  const analysis = yield* call(context, analyzeCapture, { fileUrl: file.fileUrl, ...wish });
  return { file, analysis };
}
