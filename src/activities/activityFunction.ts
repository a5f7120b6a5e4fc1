import { isRefusal, type Refusal } from "../captures/outcome/refusal.ts";
import { instanceId } from "../durable/instances/instanceId.ts";
import { log } from "../telemetry/log.ts";
import { faultEvent } from "./faults/faultEvent.ts";
import { faultResult } from "./faults/faultResult.ts";
import type { Config } from "../config.ts";
import type { Activity } from "../durable/activity.ts";
import type { Instances } from "../durable/instances/instances.ts";
import type { Invocation, InvocationFacts, InvocationResult } from "../durable/invocation.ts";
import type { EventFields, EventName, LogLevel } from "../telemetry/events.ts";
import type { InvocationContext } from "@azure/functions";

/** What a handler gets besides its input. */
export interface ActivityInvocation extends InvocationFacts {
  /** Other orchestrations. Only for activities that are registered with the Durable client. */
  readonly instances: () => Instances;
  /** Writes an event to the log, under the ids of the alert that it belongs to. */
  readonly log: (event: EventName, fields: EventFields) => void;
}

/** Throwing a transient fault means "try again"; returning means "decided", a refusal included. */
export type ActivityHandler<Input, Output extends object> = (
  input: Input,
  invocation: ActivityInvocation,
) => Promise<Output | Refusal>;

/** The handler type that belongs to an activity's definition. */
export type HandlerOf<A> =
  A extends Activity<infer Input, infer Output> ? ActivityHandler<Input, Output> : never;

/**
 * Turns a handler into a function that never throws: the class and cause of an error do not survive the
 * Durable extension.
 */
export const activityFunction =
  <Input, Output extends object, Context extends Pick<InvocationContext, LogLevel | "functionName">>(
    handler: ActivityHandler<Input, Output>,
    instancesOf: (context: Context) => Instances,
    config: Pick<Config, "startSeconds"> | null,
  ) =>
  async ({ input, ...facts }: Invocation<Input>, context: Context): Promise<InvocationResult<Output>> => {
    const ids = instanceId.parse(facts.instanceId);
    const invocation: ActivityInvocation = {
      ...facts,
      instances: () => instancesOf(context),
      log: (event, fields) => {
        log(context, event, { ...ids, ...fields });
      },
    };
    const configured = config === null ? {} : { startSeconds: config.startSeconds };
    const step = { step: context.functionName, attempt: facts.attempt };
    try {
      const value = await handler(input, invocation);
      if (isRefusal(value)) invocation.log("step.refused", { ...step, code: value.refused });
      return { ok: true, value, ...configured };
    } catch (error) {
      const [event, fields] = faultEvent(error);
      invocation.log(event, { ...step, ...fields });
      return { ...faultResult(error), ...configured };
    }
  };
