import { context, propagation } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { traceParentPropagator } from "./traceParentPropagator.ts";
import type { PreInvocationHandler } from "@azure/functions";

/**
 * Makes OpenTelemetry's API carry a trace context through this process, and out of it as a header. The
 * Functions host records and exports spans and log records. Anything set up before, for example by an agent,
 * stays.
 */
export function carryTraceContext(): void {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(traceParentPropagator);
}

/**
 * Runs a function within the trace of its invocation. The Durable client passes the trace to the
 * orchestration that it starts, and the Durable extension passes it on from there: one trace from the webhook
 * to the email.
 */
export const continueTrace: PreInvocationHandler = (hook) => {
  const { traceParent } = hook.invocationContext.traceContext ?? {};
  if (traceParent === undefined) return;
  const invocation = propagation.extract(context.active(), { traceparent: traceParent });
  hook.functionHandler = context.bind(invocation, hook.functionHandler);
};
