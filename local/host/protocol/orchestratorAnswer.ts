import type { Action } from "./action.ts";

/** The return value of an orchestrator function, or part of the message of the error it throws. */
export interface OrchestratorState {
  readonly isDone: boolean;
  /** One element since the second schema version: every action since the beginning. */
  readonly actions: readonly (readonly Action[])[];
  readonly output?: unknown;
  /** Absent when it was never set, or set to something falsy. */
  readonly customStatus?: unknown;
  readonly error?: string;
}

export type OrchestratorAnswer =
  | { readonly kind: "state"; readonly state: OrchestratorState; readonly threw: boolean }
  /** The function failed outside the orchestrator's code. */
  | { readonly kind: "broken"; readonly message: string };

/** Precedes the state in the error message of a failed orchestrator. */
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
