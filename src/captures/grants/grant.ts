import type { SessionStatus } from "../site/captureSession.ts";
import type { JoinedAlert } from "../telling/joinedAlerts.ts";

/** Who speaks for an alert or a request: its orchestration, and its rule where it has one. */
export interface Speaker {
  readonly instanceId: string;
  readonly rule: string | null;
}

/** The capture of a later alert, which has replaced another one. */
export interface Replacement extends Speaker {
  readonly captureName: string;
}

/** An alert that has stopped following a capture which goes on for others. */
export interface Leaver extends Speaker {
  /** ISO 8601. */
  readonly at: string;
}

/** An alert or a request that follows a session without holding it. */
export interface Follower {
  /** The orchestration that follows: the alert's own, or that of one of its VMs. */
  readonly instanceId: string;
  /** How many VMs the alert has; 0: not known. */
  readonly vms: number;
  /** What a report tells of it; null for all but the first followers, and once it has been told. */
  readonly alert: JoinedAlert | null;
}

/** What is left of a session that the app itself has deleted: its last status, and where its file is. */
export interface KeptSession {
  readonly status: SessionStatus;
  readonly fileUrl: string | null;
  readonly guestPath: string | null;
}

/** The right to start one packet capture session, and what the app notes about it afterwards. Plain JSON. */
export interface Grant {
  readonly captureName: string;
  /** Folded ARM id. */
  readonly vmId: string;
  /** Folded: subscription, resource group and name. */
  readonly watcher: string;
  /** The alert that it was granted to. */
  readonly holder: Speaker;
  readonly timeLimitSeconds: number;
  /** When it was given, ISO 8601. */
  readonly grantedAt: string;
  /** When it was given or last claimed, ISO 8601. */
  readonly claimedAt: string;
  /** Since when it is no longer valid, because nobody claimed it; null: it is. */
  readonly lapsedAt: string | null;
  /** When Azure accepted the session, and in which change of the ledger that was noted; null: not yet. */
  readonly accepted: { readonly at: string; readonly sequence: number } | null;
  /** In the order in which they joined. */
  readonly followers: readonly Follower[];
  readonly leavers: readonly Leaver[];
  readonly replacedBy: Replacement | null;
  readonly kept: KeptSession | null;
  /** The alert whose report tells this session's alerts, and since when nobody else joins; null: not yet. */
  readonly closed: { readonly by: string; readonly at: string } | null;
}

/** An email about alerts that were refused for their number. It has an orchestration of its own. */
export interface Digest {
  readonly instanceId: string;
  /** ISO 8601. */
  readonly openedAt: string;
  /** When it is sent, ISO 8601. */
  readonly dueAt: string;
  /** No alert enters it any more. */
  readonly isClosed: boolean;
}
