import type { OrchestratorAnswer } from "../protocol/orchestratorAnswer.ts";
import type { RegisteredFunctions } from "../replay/plan.ts";

export type ActivityAnswer =
  /** JSON text. */
  { readonly ok: true; readonly result: string | null } | { readonly ok: false; readonly message: string };

/** The function app as the Durable engine sees it. */
export interface DurableApp {
  readonly functions: RegisteredFunctions;
  /** Runs an orchestrator function once over a trigger payload, JSON text. */
  orchestrate(name: string, instanceId: string, payload: string): Promise<OrchestratorAnswer>;
  callActivity(name: string, instanceId: string, input: string | null): Promise<ActivityAnswer>;
}
