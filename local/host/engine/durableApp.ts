import type { OrchestratorAnswer } from "../protocol/orchestratorAnswer.ts";
import type { RegisteredFunctions } from "../replay/plan.ts";

export type ActivityAnswer =
  /** JSON text. */
  { readonly ok: true; readonly result: string | null } | { readonly ok: false; readonly message: string };

/** The orchestration on whose behalf a function is called. */
export interface Caller {
  readonly instanceId: string;
  /** W3C `traceparent` of what started it; null: each call is a trace of its own. */
  readonly traceParent: string | null;
}

/** The function app as the Durable engine sees it. */
export interface DurableApp {
  readonly functions: RegisteredFunctions;
  /** Runs an orchestrator function once over a trigger payload, JSON text. */
  orchestrate(caller: Caller, name: string, payload: string): Promise<OrchestratorAnswer>;
  callActivity(caller: Caller, name: string, input: string | null): Promise<ActivityAnswer>;
}
