import { isRefusal } from "../captures/outcome/refusal.ts";
import { activities } from "../durable/activities.ts";
import { call } from "../durable/call.ts";
import { enterPhase } from "./enterPhase.ts";
import type { ExaminedFile } from "../captures/outcome/captureFile.ts";
import type { Watcher } from "../captures/site/watcher.ts";
import type { AnalysisRequest } from "../durable/captureRequest.ts";
import type { OrchestrationContext, Task } from "durable-functions";

/** Finds an ended capture's file and analyzes it. A failed analysis never fails the capture. */
export function* examineFile(
  context: OrchestrationContext,
  session: { readonly watcher: Watcher; readonly captureName: string },
  request: AnalysisRequest,
): Generator<Task, ExaminedFile, unknown> {
  enterPhase(context, { phase: "analyzing" });
  const file = yield* call(context, activities.findCaptureFile, session);
  if (isRefusal(file) || file.fileUrl === null) return { file, analysis: null };
  const analysis = yield* call(context, activities.analyzeCapture, { fileUrl: file.fileUrl, ...request });
  return { file, analysis };
}
