import type { IgnoreReason } from "../alerts/ignoreReason.ts";

/** The answer to a valid alert or request that starts no capture. */
export interface IgnoredAnswer {
  /** Present in the answer to a dry run. */
  readonly whatIf?: true;
  readonly outcome: "ignored";
  readonly reason: IgnoreReason;
  /** The decision in a sentence. */
  readonly detail: string;
  /** The capture that a resolved alert has reached; absent where it reached none. */
  readonly id?: string;
}
