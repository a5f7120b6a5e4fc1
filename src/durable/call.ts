import { refuse, type Refusal } from "../captures/outcome/refusal.ts";
import { retryDelaySeconds } from "./retryPolicy.ts";
import { currentTime, timerIn } from "./timerIn.ts";
import type { Activity } from "./activity.ts";
import type { Invocation, InvocationResult } from "./invocation.ts";
import type { OrchestrationContext, Task } from "durable-functions";

/**
 * Calls an activity from an orchestrator and retries transient faults on durable timers; `yield*` it. Never
 * throws.
 */
export function* call<Input, Output extends object>(
  context: OrchestrationContext,
  { name, retry }: Activity<Input, Output>,
  input: Input,
): Generator<Task, Output | Refusal, unknown> {
  for (let attempt = 1; ; attempt += 1) {
    const invocation: Invocation<Input> = {
      input,
      attempt,
      now: new Date(currentTime(context)).toISOString(),
      instanceId: context.df.instanceId,
    };
    const result = yield* invoke<Output>(context, name, invocation);
    if (result.ok) return result.value;
    if (attempt >= retry.attempts) return { ...result.refusal, passing: true };
    yield timerIn(context, retryDelaySeconds(retry, attempt, result.retryAfterSeconds));
  }
}

/** The host itself can fail an activity, by a function timeout or a lost worker; that may be transient. */
function* invoke<Output>(
  context: OrchestrationContext,
  name: string,
  invocation: Invocation<unknown>,
): Generator<Task, InvocationResult<Output>, unknown> {
  try {
    return (yield context.df.callActivity(name, invocation)) as InvocationResult<Output>;
  } catch (error) {
    const refusal = refuse("unexpected", `The step ${name} was cut short: ${String(error)}`);
    return { ok: false, refusal, retryAfterSeconds: null };
  }
}
