import { Deadline } from "./deadline.ts";
import { StopSignal } from "./stopSignal.ts";
import { currentTime } from "./timerIn.ts";
import type { OrchestrationContext } from "durable-functions";

/** What ends the way to a running capture: the stop signal, or the deadline. */
export interface StartBounds {
  readonly stop: StopSignal;
  readonly deadline: Deadline;
}

/**
 * The bounds of an orchestration. `begunAt`: when its alert began, where that was earlier; `resolvedAt`: when
 * it resolved, where that is known already.
 */
export function startBounds(
  context: OrchestrationContext,
  begunAt = Infinity,
  resolvedAt: string | null = null,
): StartBounds {
  const deadline = Deadline.ofStart(Math.min(begunAt, currentTime(context)));
  return { stop: new StopSignal(context, resolvedAt), deadline };
}
