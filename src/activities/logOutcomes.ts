import type { CaptureOutcome } from "../captures/outcome/captureOutcome.ts";
import type { Call } from "./activity.ts";

/**
 * Tells of each VM that was not captured, whatever step decided that: some are decided by time alone, in the
 * orchestrator, which logs nothing.
 */
export function tellOutcomes(captures: readonly CaptureOutcome[], log: Call["log"]): void {
  for (const { outcome, vmId, code, captureName } of captures) {
    if (outcome === "captured") continue;
    log(outcome === "failed" ? "capture.failed" : "capture.skipped", { vmId, code, captureName });
  }
}

/** How many VMs ended how. */
export function countsOf(captures: readonly CaptureOutcome[]): Record<CaptureOutcome["outcome"], number> {
  const count = (kind: CaptureOutcome["outcome"]) =>
    captures.filter(({ outcome }) => outcome === kind).length;
  return { captured: count("captured"), failed: count("failed"), skipped: count("skipped") };
}
