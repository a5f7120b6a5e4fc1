import type { OrchestratorAnswer } from "../protocol/orchestratorAnswer.ts";
import type { RegisteredFunctions } from "../replay/plan.ts";

export type ActivityAnswer =
  /** JSON text. */
  { readonly ok: true; readonly result: string | null } | { readonly ok: false; readonly message: string };

/** The orchestration that calls a function. */
export interface Caller {
  readonly instanceId: string;
  /** W3C `traceparent` of its starter; null: each call is a trace of its own. */
  readonly traceParent: string | null;
}

/** The function app, as far as the Durable engine uses it. */
export interface DurableApp {
  readonly functions: RegisteredFunctions;
  /** Runs an orchestrator function once over a trigger payload, JSON text. */
  orchestrate(caller: Caller, name: string, payload: string): Promise<OrchestratorAnswer>;
  callActivity(caller: Caller, name: string, input: string | null): Promise<ActivityAnswer>;
}
