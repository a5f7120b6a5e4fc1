import type { OrchestrationContext } from "durable-functions";
import type { Phase } from "../captures/progress/phase.ts";

/** Says in the custom status what the orchestration is doing now. */
export function enter(context: OrchestrationContext, phase: Phase): void {
  context.df.setCustomStatus(phase);
}

/** The orchestration's time: that of its history, the same at every replay. Milliseconds since the epoch. */
export const timeOf = (context: OrchestrationContext): number => context.df.currentUtcDateTime.getTime();
