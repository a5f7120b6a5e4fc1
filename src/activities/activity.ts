import type { InvocationContext } from "@azure/functions";
import type { OrchestrationContext, Task } from "durable-functions";
import { alertOf } from "../durable/instanceId.ts";
import { isRefusal, refuse, type Refusal } from "../captures/outcome/refusal.ts";
import { retryDelaySeconds, type RetryPolicy } from "../durable/retryPolicy.ts";
import type { EventName, Fields, Severity } from "../telemetry/events.ts";
import { log } from "../telemetry/log.ts";
import { answerTo, eventOf } from "./faultAnswer.ts";

export { NotYet } from "./faultAnswer.ts";

/** An activity as orchestrators see it: a name, the types that go in and come out, how long its faults are waited out. */
export interface Activity<Input, Output extends object> {
  readonly name: string;
  readonly retry: RetryPolicy;
  /** Never set: carries the types. */
  readonly types?: (input: Input) => Output;
}

export const activity = <Input, Output extends object>(
  name: string,
  retry: RetryPolicy,
): Activity<Input, Output> => ({
  name,
  retry,
});

/** What an activity may know of its call. */
export interface Moment {
  /** 1 for the first try. A try can still be a repetition: Durable delivers at least once. */
  readonly attempt: number;
  /** The orchestration's time, ISO 8601. */
  readonly now: string;
  /** Of the orchestration that calls. */
  readonly instanceId: string;
}

/** What a handler has of its call. */
export interface Call extends Moment {
  /** Writes an event to the log, under the ids of the alert that it belongs to. */
  readonly log: (event: EventName, fields: Fields) => void;
}

/** Throwing a passing fault means "try again"; returning means "decided", a refusal included. */
export type ActivityHandler<Input, Output extends object> = (
  input: Input,
  call: Call,
) => Promise<Output | Refusal>;

/** What an activity's function is sent, and answers: plain JSON, because Durable stores both. */
export interface Invocation<Input> extends Moment {
  readonly input: Input;
}
export type Answer<Output> =
  | { readonly ok: true; readonly value: Output | Refusal }
  | { readonly ok: false; readonly refusal: Refusal; readonly retryAfterSeconds: number | null };

/** Turns a handler into one that never throws: the class and cause of an error do not survive the Durable extension. */
export const answering =
  <Input, Output extends object>(handler: ActivityHandler<Input, Output>) =>
  async (
    { input, ...moment }: Invocation<Input>,
    context: Pick<InvocationContext, Severity | "functionName">,
  ): Promise<Answer<Output>> => {
    const ids = alertOf(moment.instanceId);
    const call: Call = {
      ...moment,
      log: (event, fields) => {
        log(context, event, { ...ids, ...fields });
      },
    };
    const step = { step: context.functionName, attempt: moment.attempt };
    try {
      const value = await handler(input, call);
      if (isRefusal(value)) call.log("step.refused", { ...step, code: value.refused });
      return { ok: true, value };
    } catch (error) {
      const [event, fields] = eventOf(error);
      call.log(event, { ...step, ...fields });
      return answerTo(error);
    }
  };

/** Calls an activity from an orchestrator, waiting out passing faults on durable timers; `yield*` it. */
export function* call<Input, Output extends object>(
  context: OrchestrationContext,
  { name, retry }: Activity<Input, Output>,
  input: Input,
): Generator<Task, Output | Refusal, unknown> {
  for (let attempt = 1; ; attempt += 1) {
    const invocation: Invocation<Input> = {
      input,
      attempt,
      now: context.df.currentUtcDateTime.toISOString(),
      instanceId: context.df.instanceId,
    };
    const answer = yield* answerOf<Output>(context, name, invocation);
    if (answer.ok) return answer.value;
    if (attempt >= retry.attempts) return { ...answer.refusal, passing: true };
    const delay = retryDelaySeconds(retry, attempt, answer.retryAfterSeconds);
    yield context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + delay * 1000));
  }
}

/** The host itself can fail an activity, by a function timeout or a lost worker; that may pass. */
function* answerOf<Output>(
  context: OrchestrationContext,
  name: string,
  invocation: Invocation<unknown>,
): Generator<Task, Answer<Output>, unknown> {
  try {
    return (yield context.df.callActivity(name, invocation)) as Answer<Output>;
  } catch (error) {
    const refusal = refuse("unexpected", `The step ${name} was cut short: ${String(error)}`);
    return { ok: false, refusal, retryAfterSeconds: null };
  }
}
