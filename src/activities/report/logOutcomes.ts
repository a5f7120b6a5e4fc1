import type { CaptureOutcome } from "../../captures/outcome/captureOutcome.ts";
import type { ActivityInvocation } from "../activityFunction.ts";

/**
 * Logs each VM that was not captured, whichever step decided it: the orchestrator decides some by time, and
 * it logs nothing itself.
 */
export function logOutcomes(captures: readonly CaptureOutcome[], log: ActivityInvocation["log"]): void {
  for (const { outcome, vmId, code, captureName } of captures) {
    if (outcome === "captured") continue;
    log(outcome === "failed" ? "capture.failed" : "capture.skipped", { vmId, code, captureName });
  }
}
