import { currentTime, timeIn } from "./timerIn.ts";
import type { StartBounds } from "./startBounds.ts";
import type { OrchestrationContext, Task } from "durable-functions";

/** Waits so many seconds, or until a stop. False without a wait when the deadline is over. */
export function* waitWithin(
  context: OrchestrationContext,
  seconds: number,
  { stop, deadline }: StartBounds,
): Generator<Task, boolean, unknown> {
  const now = currentTime(context);
  if (now >= deadline.lastAttemptAt) return false;
  yield* stop.waitUntil(deadline.cut(timeIn(context, seconds), now));
  return true;
}
