import type { FailureCode } from "../outcome/failureCode.ts";
import type { Watcher } from "../site/watcher.ts";

/** The alert that has taken a session of a ring. */
export interface RingClaim {
  /** Its orchestration. */
  readonly instanceId: string;
  /** ISO 8601. */
  readonly at: string;
}

/** Why the app has asked the service to stop a session. */
export type StopReason = "alert" | "renewal" | "left";

/** The session of a ring that runs, or is being started or stopped. Times are ISO 8601. */
export interface LiveSession {
  readonly captureName: string;
  /** When the app decided to start it, which it notes before it does. */
  readonly intendedAt: string;
  /** When Azure had accepted it; null: not known to have. */
  readonly acceptedAt: string | null;
  /** When its status first showed that it runs; null: not yet. */
  readonly confirmedAt: string | null;
  /** When its status was last queried; null: never, or not since a list lacked it. */
  readonly checkedAt: string | null;
  /** When the service will end it; null: not known yet. */
  readonly endsAt: string | null;
  /** The URL that the service names for it; null: it names none. */
  readonly storagePath: string | null;
  /** When and why the app first asked the service to stop it, and when last; null: it has not. */
  readonly stop: { readonly at: string; readonly askedAt: string; readonly why: StopReason } | null;
  readonly claim: RingClaim | null;
}

/** A session of a ring that has ended. */
export interface EndedSession {
  readonly captureName: string;
  readonly startedAt: string;
  /** When it had been asked to stop, or was seen to have ended. */
  readonly endedAt: string;
  readonly storagePath: string | null;
  readonly claim: RingClaim | null;
  /** By the service; null: it has told none. */
  readonly stopReason: string | null;
  /** When it may be deleted. */
  readonly keptUntil: string;
  /** The service no longer has it; its files stay in storage. */
  readonly isDeleted: boolean;
}

/** A session with the name of a ring on this VM that the record does not know. */
export interface StraySession {
  readonly captureName: string;
  /** By its status; null: not asked yet. */
  readonly startedAt: string | null;
  readonly storagePath: string | null;
  /** When it was first asked to stop, and when last; null: it was not. */
  readonly stoppedAt: string | null;
  readonly askedAt: string | null;
  /** When its status was last queried; null: never. */
  readonly checkedAt: string | null;
}

/** Why there is no ring on an armed VM. It lasts until one has run for some time. */
export interface RingFault {
  readonly code: FailureCode;
  readonly hint: string;
  /** Whether such a cause passes by itself. */
  readonly passing: boolean;
  readonly since: string;
  /** Failures so far. */
  readonly tries: number;
  /** When the next session is tried. */
  readonly retryAt: string;
  /** Codes that an email tells or has told. */
  readonly told: readonly FailureCode[];
  /** The orchestration that sends the latest such email; null: there is none. */
  readonly report: { readonly instanceId: string; readonly isStarted: boolean } | null;
}

/** The ring of packets on one armed VM, as the app's record has it. */
export interface Ring {
  /** A scope where its VMs cannot be listed: then there is only a fault. */
  readonly vmId: string;
  /** Null until the VM was found. */
  readonly watcher: Watcher | null;
  readonly armedAt: string;
  /** The VM is to be armed no longer. */
  readonly isLeaving: boolean;
  readonly session: LiveSession | null;
  /** Oldest first: those that the service still has, and those that ended shortly before. */
  readonly ended: readonly EndedSession[];
  readonly strays: readonly StraySession[];
  readonly fault: RingFault | null;
}
