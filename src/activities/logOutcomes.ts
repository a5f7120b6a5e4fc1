import type { CaptureOutcome } from "../captures/outcome/captureOutcome.ts";
import type { ActivityInvocation } from "./activityFunction.ts";

/**
 * Tells of each VM that was not captured, whatever step decided that: some are decided by time alone, in the
 * orchestrator, which logs nothing.
 */
export function logOutcomes(captures: readonly CaptureOutcome[], log: ActivityInvocation["log"]): void {
  for (const { outcome, vmId, code, captureName } of captures) {
    if (outcome === "captured") continue;
    log(outcome === "failed" ? "capture.failed" : "capture.skipped", { vmId, code, captureName });
  }
}
