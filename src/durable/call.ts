import { refuse, type Refusal } from "../captures/outcome/refusal.ts";
import { safeText } from "../redaction/safeText.ts";
import { Deadline } from "./deadline.ts";
import { nextAttempt } from "./retryPolicy.ts";
import { currentTime, timerAt } from "./timerIn.ts";
import type { Activity } from "./activity.ts";
import type { Invocation, InvocationResult } from "./invocation.ts";
import type { StopSignal } from "./stopSignal.ts";
import type { OrchestrationContext, Task } from "durable-functions";

/** What bounds a call besides the activity's own retry policy. */
export interface CallBounds {
  /** No attempt begins after it, and the result is then a refusal, "stopped". */
  readonly stop?: StopSignal;
  /** Replaces the policy's number of attempts and its time. */
  readonly deadline?: Deadline;
}

interface CallOptions extends CallBounds {
  /** Called with each fault that will be retried. */
  readonly onFault?: (fault: Refusal) => void;
}

/**
 * Calls an activity from an orchestrator and retries transient faults on durable timers; `yield*` it. Never
 * throws. An attempt that has begun is waited for.
 */
export function* call<Input, Output extends object>(
  context: OrchestrationContext,
  { name, retry }: Activity<Input, Output>,
  input: Input,
  { stop, deadline: given, onFault }: CallOptions = {},
): Generator<Task, Output | Refusal, unknown> {
  const begunAt = currentTime(context);
  const deadline = given ?? new Deadline(begunAt, retry.withinSeconds);
  if (given?.isOver(begunAt) === true) return given.refusal(name);
  for (let attempt = 1, isLast = given === undefined && retry.attempts === 1; ; attempt += 1) {
    if (stop?.isRaised === true) return stop.beforeStart;
    const invocation = invocationOf(context, input, attempt, isLast);
    const result = yield* invoke<Output>(context, name, invocation, stop);
    if (result.startSeconds !== undefined) deadline.learn(result.startSeconds);
    deadline.lastFault = result.ok ? null : result.refusal;
    if (result.ok) return result.value;
    const failed = { attempt, now: currentTime(context), retryAfterSeconds: result.retryAfterSeconds };
    const next = isLast
      ? null
      : nextAttempt(retry, { ...failed, deadline, isUncounted: given !== undefined });
    if (next === null)
      return given === undefined
        ? { ...result.refusal, passing: true }
        : given.givenUp(result.refusal, attempt, (failed.now - begunAt) / 1000);
    onFault?.(result.refusal);
    if (stop === undefined) yield timerAt(context, next.at);
    else yield* stop.waitUntil(next.at);
    ({ isLast } = next);
  }
}

/** What an activity's function is sent. */
export const invocationOf = <Input>(
  context: OrchestrationContext,
  input: Input,
  attempt: number,
  isLast: boolean,
): Invocation<Input> => ({
  input,
  attempt,
  isLast,
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
