import { expect } from "../site/expect.ts";
import type { CaptureResult, Output } from "../site/output.ts";

/** Whether a stop reached the captures that it should end. */
export const stops = {
  /** How a result shows that its stop was lost; null when the stop ended or prevented the capture. */
  lost({ outcome, code, stopReason }: CaptureResult): string | null {
    if (outcome === "captured" && stopReason === "Manual") return null;
    if (outcome === "skipped" && code === "stopped") return null;
    return `${outcome}, ${code ?? stopReason ?? "no reason"}`;
  },

  /** Expects of every result that its stop was not lost. */
  reached({ captures }: Output): void {
    expect.that(captures.length > 0, "the output has no captures");
    for (const result of captures) {
      const lost = stops.lost(result);
      expect.that(lost === null, `the stop of ${result.vmName} was lost: it ended as ${lost ?? ""}`);
    }
  },
};
