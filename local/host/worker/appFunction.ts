import type { FunctionCallback, FunctionMetadata } from "./programmingModel.ts";

interface Registered {
  readonly name: string;
  readonly metadata: FunctionMetadata;
  readonly callback: FunctionCallback;
  readonly triggerName: string;
  /** Names of its durable client inputs. */
  readonly clientInputs: readonly string[];
}

const authLevels = ["anonymous", "function", "admin"] as const;
/** The keys that open a function: none needed; its own, the host's or the master key; only the master key. */
type AuthLevel = (typeof authLevels)[number];

export interface HttpFunction extends Registered {
  readonly kind: "http";
  readonly route: string;
  /** Upper case. */
  readonly methods: readonly string[];
  readonly authLevel: AuthLevel;
}
export interface TimerFunction extends Registered {
  readonly kind: "timer";
  readonly schedule: string;
  readonly runOnStartup: boolean;
}
export interface DurableFunction extends Registered {
  readonly kind: "orchestrator" | "activity";
}
export type AppFunction = HttpFunction | TimerFunction | DurableFunction;

const clientTypes = ["durableclient", "orchestrationclient"];

/** Classifies a registered function. @throws Error naming a binding that this host does not support. */
export function appFunction(metadata: FunctionMetadata, callback: FunctionCallback): AppFunction {
  const { name } = metadata;
  const bindings = Object.entries(metadata.bindings);
  const trigger = bindings.find(([, { type }]) => /trigger$/i.test(type));
  if (trigger === undefined) throw new Error(`The function '${name}' has no trigger.`);
  const [triggerName, binding] = trigger;
  const clientInputs: string[] = [];
  for (const [other, { type, direction }] of bindings) {
    if (other === triggerName) continue;
    if (direction === "in" && clientTypes.includes(type.toLowerCase())) clientInputs.push(other);
    else if (!(direction === "out" && type.toLowerCase() === "http"))
      throw new Error(
        `The function '${name}' has a binding of type '${type}', which the local host does not support.`,
      );
  }
  const common = { name, metadata, callback, triggerName, clientInputs };
  switch (binding.type.toLowerCase()) {
    case "httptrigger": {
      const methods = (binding.methods ?? ["GET", "POST"]).map((method) => method.toUpperCase());
      const authLevel = authLevelOf(name, binding.authLevel ?? "anonymous");
      return { ...common, kind: "http", route: binding.route ?? name, methods, authLevel };
    }
    case "timertrigger": {
      const { schedule = "", runOnStartup = false } = binding;
      return { ...common, kind: "timer", schedule, runOnStartup };
    }
    case "orchestrationtrigger":
      return { ...common, kind: "orchestrator" };
    case "activitytrigger":
      return { ...common, kind: "activity" };
    default:
      throw new Error(
        `The function '${name}' has a '${binding.type}', which the local host does not support.`,
      );
  }
}

function authLevelOf(name: string, text: string): AuthLevel {
  const found = authLevels.find((level) => level === text.toLowerCase());
  if (found === undefined) throw new Error(`The function '${name}' has the unknown authLevel '${text}'.`);
  return found;
}
