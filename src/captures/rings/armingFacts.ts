import type { FailureCode } from "../outcome/failureCode.ts";

/** An armed VM that has no ring, and why. */
export interface ArmingFault {
  readonly vmId: string;
  readonly vmName: string;
  readonly code: FailureCode;
  /** Cause and fix, in a sentence or two. */
  readonly hint: string;
  /** Since when there has been none, ISO 8601. */
  readonly since: string;
}

/** What the email about such VMs is rendered from. */
export interface ArmingFacts {
  readonly faults: readonly ArmingFault[];
  /** IANA name; times are shown in it beside UTC. */
  readonly timeZone: string;
  /** Where the app is reached; null where the platform does not say. */
  readonly appOrigin: string | null;
  readonly instanceId: string;
}
