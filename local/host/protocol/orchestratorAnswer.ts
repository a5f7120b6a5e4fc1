import type { Action } from "./action.ts";

/** What an orchestrator function returns, or puts into the message of the error that it throws. */
export interface OrchestratorState {
  readonly isDone: boolean;
  /** One element since the second schema version: every action asked for since the beginning. */
  readonly actions: readonly (readonly Action[])[];
  readonly output?: unknown;
  /** Absent when it was never set, and when it was set to something falsy. */
  readonly customStatus?: unknown;
  readonly error?: string;
}

export type OrchestratorAnswer =
  | { readonly kind: "state"; readonly state: OrchestratorState; readonly threw: boolean }
  /** The function failed outside the orchestrator's own code. */
  | { readonly kind: "broken"; readonly message: string };

/** Stands in the message of the error that a failed orchestrator throws, before its state. */
const marker = "\n\n$OutOfProcData$:";

export const returnedAnswer = (json: string): OrchestratorAnswer => ({
  kind: "state",
  state: JSON.parse(json) as OrchestratorState,
  threw: false,
});

export function thrownAnswer(message: string): OrchestratorAnswer {
  const start = message.indexOf(marker);
  if (start < 0) return { kind: "broken", message };
  const state = JSON.parse(message.slice(start + marker.length)) as OrchestratorState;
  return { kind: "state", state, threw: true };
}
