import type { EventRaised, HistoryEvent } from "../protocol/historyEvent.ts";
import type { OrchestratorAnswer } from "../protocol/orchestratorAnswer.ts";
import type { EndStatus } from "../protocol/runtimeStatus.ts";

/** Something an orchestration newly asks for. `id` is its sequence number. */
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
  /** `input`: JSON text. `carried`: events that the next generation gets. */
  | { readonly kind: "continued"; readonly input: string; readonly carried: readonly EventRaised[] };

/** What is to become of an orchestration after one episode. */
export interface Plan {
  readonly orders: readonly Order[];
  /** JSON text; undefined: as it was. */
  readonly customStatus: string | undefined;
  readonly outcome: Outcome;
  /** What will surprise on the real host. */
  readonly warnings: readonly string[];
}

export interface Episode {
  readonly instanceId: string;
  readonly executionId: string;
  readonly parentInstanceId: string | null;
  readonly name: string;
  /** All events of this generation, those of this episode included. */
  readonly history: readonly HistoryEvent[];
  readonly answer: OrchestratorAnswer;
  readonly functions: RegisteredFunctions;
}

/** Names in lower case: function names are the same in any casing. */
export interface RegisteredFunctions {
  readonly activities: ReadonlySet<string>;
  readonly orchestrators: ReadonlySet<string>;
}

/** Ends the replay, and the instance as Failed, with this message. */
export class ReplayFailure extends Error {
  override readonly name = "ReplayFailure" as const;
}
