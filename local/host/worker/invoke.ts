import { randomUUID } from "node:crypto";
import { traceIdOf } from "../protocol/childTraceParent.ts";
import { levelOf } from "./levelOf.ts";
import type { Log } from "../log.ts";
import type { AppFunction } from "./appFunction.ts";
import type { LoadedApp } from "./loadApp.ts";
import type { CoreInvocationContext, InvocationRequest, TypedData } from "./programmingModel.ts";

interface FunctionCall {
  /** The trigger's data. */
  readonly data: TypedData;
  /** The data of every durable client input. */
  readonly client: string;
  readonly triggerMetadata: Readonly<Record<string, TypedData>>;
  readonly instanceId?: string;
  /** Its own span, W3C `traceparent`. */
  readonly traceParent: string;
}

/** Calls a function as the Functions worker does, including hooks. @throws the function's error */
export async function invoke(
  app: LoadedApp,
  called: AppFunction,
  invocation: FunctionCall,
  log: Log,
): Promise<TypedData | null> {
  const coreContext = contextOf(called, invocation, log);
  const model = await app.model.getInvocationModel(coreContext);
  const { context, inputs } = await model.getArguments();
  const { appHookData } = app.registry;
  const shared = { hookData: {}, appHookData, invocationContext: context };

  coreContext.state = "preInvocationHooks";
  const before = { ...shared, functionCallback: called.callback, inputs };
  for (const hook of app.registry.hooks("preInvocation")) await hook(before);

  coreContext.state = "invocation";
  const ending = { ...shared, inputs: before.inputs, ...emptyEnding };
  try {
    ending.result = await model.invokeFunction(context, before.inputs, before.functionCallback);
  } catch (error) {
    ending.error = error instanceof Error ? error : new Error(String(error));
  }

  coreContext.state = "postInvocationHooks";
  for (const hook of app.registry.hooks("postInvocation")) await hook(ending);
  if (ending.error !== null) throw ending.error;
  const { returnValue = null } = await model.getResponse(context, ending.result);
  return returnValue;
}

const emptyEnding: { result: unknown; error: Error | null } = { result: undefined, error: null };

function contextOf(called: AppFunction, invocation: FunctionCall, log: Log): CoreInvocationContext {
  const request = requestOf(called, invocation);
  const { invocationId } = request;
  const { instanceId, traceParent } = invocation;
  const facts = { functionName: called.name, invocationId, traceId: traceIdOf(traceParent) };
  return {
    invocationId,
    request,
    metadata: called.metadata,
    log(level, category, message) {
      const source = category === "user" ? `Function.${called.name}.User` : `Function.${called.name}`;
      const entry = { level: levelOf(level), category: source, message, ...facts };
      log(instanceId === undefined ? entry : { ...entry, instanceId });
    },
  };
}

function requestOf(called: AppFunction, invocation: FunctionCall): InvocationRequest {
  const { data, client, triggerMetadata, traceParent } = invocation;
  const clients = called.clientInputs.map((name) => ({ name, data: { string: client } }));
  return {
    invocationId: randomUUID(),
    functionId: called.metadata.functionId ?? called.name,
    inputData: [{ name: called.triggerName, data }, ...clients],
    triggerMetadata,
    traceContext: { traceParent, traceState: "", attributes: {} },
  };
}
