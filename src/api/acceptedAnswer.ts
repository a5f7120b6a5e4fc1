import type { IgnoredTarget } from "../alerts/alert.ts";
import type { Override } from "../captures/plan/override.ts";

/** URLs of one instance; `id` is its id. */
export interface StatusLinks {
  readonly id: string;
  readonly statusQueryGetUri: string;
  /** With STATUS_URLS=durable it has the placeholder `{eventName}`. */
  readonly sendEventPostUri: string;
  /** This one and the following with STATUS_URLS=durable only. */
  readonly terminatePostUri?: string;
  readonly purgeHistoryDeleteUri?: string;
  readonly suspendPostUri?: string;
  readonly resumePostUri?: string;
  readonly rewindPostUri?: string;
  readonly restartPostUri?: string;
}

/** What the answer to an alert has beside that to a request. */
export interface AlertMembers {
  /** Targets that are not captured while others are; absent when there are none. */
  readonly ignoredTargets?: readonly IgnoredTarget[];
  /** Limits that the alert rule asked for; absent when it asked for none. */
  readonly overrides?: readonly Override[];
}

/** What was decided, and why. */
export interface Decision extends AlertMembers {
  /** "duplicate": accepted before; there is no second capture and no second email. */
  readonly outcome: "accepted" | "duplicate";
  /** The decision and its reason, in a sentence or two. */
  readonly detail: string;
}

/** The answer to an alert or request that starts captures. */
export interface AcceptedAnswer extends StatusLinks, Decision {}
