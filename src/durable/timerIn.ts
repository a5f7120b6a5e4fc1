import type { OrchestrationContext, Task, TimerTask } from "durable-functions";

/**
 * The orchestration's time, from its history and so the same at every replay. Milliseconds since the epoch.
 */
export const currentTime = (context: OrchestrationContext): number => context.df.currentUtcDateTime.getTime();

/** When so many seconds of the orchestration's time will have passed. */
export const timeIn = (context: OrchestrationContext, seconds: number): Date =>
  new Date(currentTime(context) + seconds * 1000);

/** The due times of timers, which the library's own do not tell. */
const dueTimes = new WeakMap<Task, number>();

/** A durable timer that fires at a time. */
export function timerAt(context: OrchestrationContext, time: Date): TimerTask {
  const timer = context.df.createTimer(time);
  dueTimes.set(timer, time.getTime());
  return timer;
}

/** A durable timer that fires after so many seconds of the orchestration's time. */
export const timerIn = (context: OrchestrationContext, seconds: number): TimerTask =>
  timerAt(context, timeIn(context, seconds));

/** When a timer of `timerAt` or `timerIn` fires, in milliseconds since the epoch; null for any other task. */
export const dueTimeOf = (task: Task): number | null => dueTimes.get(task) ?? null;
