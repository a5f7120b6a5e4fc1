import type { Phase } from "../captures/progress/phase.ts";
import type { OrchestrationContext } from "durable-functions";

/** Publishes in the custom status what the orchestration is doing now. */
export function enterPhase(context: OrchestrationContext, phase: Phase): void {
  context.df.setCustomStatus(phase);
}
