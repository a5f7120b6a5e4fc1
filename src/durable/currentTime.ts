import type { OrchestrationContext } from "durable-functions";

/** The orchestration's time, from its history and so the same at every replay. Milliseconds since the epoch. */
export const currentTime = (context: OrchestrationContext): number => context.df.currentUtcDateTime.getTime();
