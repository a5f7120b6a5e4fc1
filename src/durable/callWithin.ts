import { refuse, type Refusal } from "../captures/outcome/refusal.ts";
import { cutShort, invocationOf } from "./call.ts";
import { Deadline } from "./deadline.ts";
import { nextAttempt } from "./retryPolicy.ts";
import { currentTime, timeIn } from "./timerIn.ts";
import type { Activity } from "./activity.ts";
import type { InvocationResult } from "./invocation.ts";
import type { OrchestrationContext, Task } from "durable-functions";

/**
 * Like `call`, but waits only so long, for all attempts together; the result is then a refusal, "deadline".
 * For a step that may never answer, because its process dies of it again and again. Such a step cannot be
 * cancelled: it keeps the instance `Running`, after its orchestrator has returned, until it answers.
 */
export function* callWithin<Input, Output extends object>(
  context: OrchestrationContext,
  { name, retry }: Activity<Input, Output>,
  input: Input,
  seconds: number,
): Generator<Task, Output | Refusal, unknown> {
  const end = timeIn(context, seconds);
  const deadline = new Deadline(currentTime(context), seconds);
  for (let attempt = 1, isLast = retry.attempts === 1; ; attempt += 1) {
    // Each race has fresh tasks: one that is raced twice would be scheduled twice.
    const task = context.df.callActivity(name, invocationOf(context, input, attempt, isLast));
    const timer = context.df.createTimer(end);
    yield context.df.Task.any([task, timer]);
    if (timer.isCompleted) return refuse("deadline", `The step ${name} did not end within ${seconds} s.`);
    // An instance does not complete while one of its timers is open.
    timer.cancel();
    const result = yield* resultOf<Output>(name, task);
    if (result.ok) return result.value;
    const failed = { attempt, now: currentTime(context), retryAfterSeconds: result.retryAfterSeconds };
    const next = isLast ? null : nextAttempt(retry, { ...failed, deadline, isUncounted: false });
    if (next === null) return { ...result.refusal, passing: true };
    yield context.df.createTimer(next.at);
    ({ isLast } = next);
  }
}

function* resultOf<Output>(name: string, task: Task): Generator<Task, InvocationResult<Output>, unknown> {
  try {
    return (yield task) as InvocationResult<Output>;
  } catch (error) {
    return cutShort(name, error);
  }
}
