import { errorText } from "../../environment/errorText.ts";
import { childTraceParent, traceIdOf } from "../protocol/childTraceParent.ts";
import { returnedAnswer, thrownAnswer } from "../protocol/orchestratorAnswer.ts";
import { hideCredentials } from "./hideCredentials.ts";
import { invoke } from "./invoke.ts";
import type { Caller, DurableApp } from "../engine/durableApp.ts";
import type { Log } from "../log.ts";
import type { AppFunction, DurableFunction } from "./appFunction.ts";
import type { LoadedApp } from "./loadApp.ts";
import type { TypedData } from "./programmingModel.ts";

/** The loaded app's Durable functions, for the engine. `client`: the data of every durable client input. */
export function durableFunctions(app: LoadedApp, client: string, log: Log): DurableApp {
  const orchestrators = byName(app.functions, "orchestrator");
  const activities = byName(app.functions, "activity");
  const call = (called: DurableFunction, { instanceId, traceParent }: Caller, data: TypedData) => {
    const triggerMetadata = { instanceId: { string: instanceId } };
    const own = childTraceParent(traceParent);
    return invoke(app, called, { data, client, triggerMetadata, instanceId, traceParent: own }, log);
  };
  return {
    functions: {
      activities: new Set(activities.keys()),
      orchestrators: new Set(orchestrators.keys()),
    },
    async orchestrate(caller, name, payload) {
      const called = orchestrators.get(name.toLowerCase());
      if (called === undefined) return thrownAnswer(`No orchestrator function '${name}' is registered.`);
      try {
        const result = await call(called, caller, { string: payload });
        return result?.json === undefined
          ? thrownAnswer("It returned nothing.")
          : returnedAnswer(result.json);
      } catch (error) {
        return thrownAnswer(errorText(error));
      }
    },
    async callActivity(caller, name, input) {
      const called = activities.get(name.toLowerCase());
      if (called === undefined)
        return { ok: false, message: `No activity function '${name}' is registered.` };
      try {
        const result = await call(called, caller, input === null ? {} : { string: input });
        return { ok: true, result: resultText(result) };
      } catch (error) {
        const message = hideCredentials(errorText(error));
        logActivityError(log, caller, name, message);
        return { ok: false, message };
      }
    },
  };
}

function logActivityError(log: Log, caller: Caller, name: string, message: string): void {
  const { instanceId, traceParent } = caller;
  const traceId = traceIdOf(traceParent ?? "");
  log({ level: "error", category: `Function.${name}`, message, instanceId, traceId });
}

function byName(
  functions: readonly AppFunction[],
  kind: "orchestrator" | "activity",
): ReadonlyMap<string, DurableFunction> {
  const found = functions.filter((called): called is DurableFunction => called.kind === kind);
  return new Map(found.map((called) => [called.name.toLowerCase(), called]));
}

/** JSON text of an activity's result. */
function resultText(result: TypedData | null): string | null {
  if (result === null) return null;
  if (result.json !== undefined) return result.json;
  if (result.bytes !== undefined) return JSON.stringify(Buffer.from(result.bytes).toString("base64"));
  const value = result.string ?? result.int ?? result.double;
  return value === undefined ? null : JSON.stringify(value);
}
