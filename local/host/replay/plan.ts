import type { EventRaised, HistoryEvent } from "../protocol/historyEvent.ts";
import type { OrchestratorAnswer } from "../protocol/orchestratorAnswer.ts";
import type { EndStatus } from "../protocol/runtimeStatus.ts";

/** A new task of an orchestration. `id` is its sequence number. */
export type Order =
  | { readonly kind: "activity"; readonly id: number; readonly name: string; readonly input: string | null }
  | { readonly kind: "timer"; readonly id: number; /** ISO 8601. */ readonly fireAt: string }
  | {
      readonly kind: "sub-orchestration";
      readonly id: number;
      readonly name: string;
      readonly version: string;
      readonly instanceId: string;
      /** JSON text. */
      readonly input: string | null;
    };

export type Outcome =
  | { readonly kind: "open"; readonly suspended: boolean }
  /** `output`: JSON text for Completed, plain text otherwise. */
  | { readonly kind: "ended"; readonly status: EndStatus; readonly output: string | null }
  /** `input`: JSON text. `carried`: events for the next generation. */
  | { readonly kind: "continued"; readonly input: string; readonly carried: readonly EventRaised[] };

/** What follows from one episode of an orchestration. */
export interface Plan {
  readonly orders: readonly Order[];
  /** JSON text; undefined: unchanged. */
  readonly customStatus: string | undefined;
  readonly outcome: Outcome;
  /** Pitfalls of the real host that this episode may run into. */
  readonly warnings: readonly string[];
}

export interface Episode {
  readonly instanceId: string;
  readonly executionId: string;
  readonly parentInstanceId: string | null;
  readonly name: string;
  /** All events of this generation, including this episode's. */
  readonly history: readonly HistoryEvent[];
  readonly answer: OrchestratorAnswer;
  readonly functions: RegisteredFunctions;
  /** Version of sub-orchestrations whose call names none. */
  readonly defaultVersion: string;
}

/** Names in lower case; case does not matter in function names. */
export interface RegisteredFunctions {
  readonly activities: ReadonlySet<string>;
  readonly orchestrators: ReadonlySet<string>;
}

/** Ends the replay; the instance fails with this message. */
export class ReplayFailure extends Error {
  override readonly name = "ReplayFailure" as const;
}
