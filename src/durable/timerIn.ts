import type { OrchestrationContext, TimerTask } from "durable-functions";

/**
 * The orchestration's time, from its history and so the same at every replay. Milliseconds since the epoch.
 */
export const currentTime = (context: OrchestrationContext): number => context.df.currentUtcDateTime.getTime();

/** When so many seconds of the orchestration's time will have passed. */
export const timeIn = (context: OrchestrationContext, seconds: number): Date =>
  new Date(currentTime(context) + seconds * 1000);

/** A durable timer that fires after so many seconds of the orchestration's time. */
export const timerIn = (context: OrchestrationContext, seconds: number): TimerTask =>
  context.df.createTimer(timeIn(context, seconds));
