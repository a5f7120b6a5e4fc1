import { refuse, type Refusal } from "../captures/outcome/refusal.ts";
import { safeText } from "../redaction/safeText.ts";
import { retryDelaySeconds } from "./retryPolicy.ts";
import { stoppedBeforeStart, type StopSignal } from "./stopSignal.ts";
import { currentTime, timeIn, timerIn } from "./timerIn.ts";
import type { Activity } from "./activity.ts";
import type { Invocation, InvocationResult } from "./invocation.ts";
import type { OrchestrationContext, Task } from "durable-functions";

/**
 * Calls an activity from an orchestrator and retries transient faults on durable timers; `yield*` it. Never
 * throws. With a stop signal no attempt begins after the signal, and the result is then a refusal, "stopped";
 * an attempt that has begun is waited for.
 */
export function* call<Input, Output extends object>(
  context: OrchestrationContext,
  { name, retry }: Activity<Input, Output>,
  input: Input,
  stop?: StopSignal,
): Generator<Task, Output | Refusal, unknown> {
  for (let attempt = 1; ; attempt += 1) {
    if (stop?.isRaised === true) return stoppedBeforeStart;
    const result = yield* invoke<Output>(context, name, invocationOf(context, input, attempt), stop);
    if (result.ok) return result.value;
    if (attempt >= retry.attempts) return { ...result.refusal, passing: true };
    const seconds = retryDelaySeconds(retry, attempt, result.retryAfterSeconds);
    if (stop === undefined) yield timerIn(context, seconds);
    else yield* stop.waitUntil(timeIn(context, seconds));
  }
}

/** What an activity's function is sent. */
export const invocationOf = <Input>(
  context: OrchestrationContext,
  input: Input,
  attempt: number,
): Invocation<Input> => ({
  input,
  attempt,
  now: new Date(currentTime(context)).toISOString(),
  instanceId: context.df.instanceId,
});

/** Its text is the host's and may quote anything. */
const longestError = 1300;

/** The host itself can fail an activity, by a function timeout or a lost worker; that may be transient. */
export function cutShort(name: string, error: unknown): Extract<InvocationResult<never>, { ok: false }> {
  const why = safeText(String(error), longestError);
  return {
    ok: false,
    refusal: refuse("unexpected", `The step ${name} was cut short: ${why}`),
    retryAfterSeconds: null,
  };
}

function* invoke<Output>(
  context: OrchestrationContext,
  name: string,
  invocation: Invocation<unknown>,
  stop: StopSignal | undefined,
): Generator<Task, InvocationResult<Output>, unknown> {
  const task = context.df.callActivity(name, invocation);
  try {
    return (stop === undefined ? yield task : yield* stop.listenDuring(task)) as InvocationResult<Output>;
  } catch (error) {
    return cutShort(name, error);
  }
}
