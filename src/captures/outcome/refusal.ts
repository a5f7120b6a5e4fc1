import type { TargetVm } from "../site/targetVm.ts";
import type { FailureCode } from "./failureCode.ts";

/** A step's decision to stop: what is wrong, and what a person can do about it. */
export interface Refusal {
  readonly refused: FailureCode;
  /** A sentence or two: the cause and the fix. */
  readonly hint: string;
  /** True when the cause is transient. */
  readonly passing?: boolean;
  /** The VM, if it was found before the step stopped. */
  readonly vm?: TargetVm;
  /** Who stopped it; set with "stopped" alone. */
  readonly stoppedBy?: "person" | "resolved";
  /** Set for a VM that does not run, but has a ring of packets from before. */
  readonly isArmed?: true;
  /** What the app itself may do about it. */
  readonly remedy?: "install-agent";
}

export const refuse = (refused: FailureCode, hint: string): Refusal => ({ refused, hint });

export const isRefusal = (value: object): value is Refusal => "refused" in value;
