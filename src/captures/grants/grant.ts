import type { SessionStatus } from "../site/captureSession.ts";

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
  /** When it was given or last claimed, ISO 8601. */
  readonly claimedAt: string;
  /** Since when it is no longer valid, because nobody claimed it; null: it is. */
  readonly lapsedAt: string | null;
  /** When Azure accepted the session, and in which change of the ledger that was noted; null: not yet. */
  readonly accepted: { readonly at: string; readonly sequence: number } | null;
  /** Instances that follow the session without holding it. */
  readonly followers: readonly string[];
  readonly leavers: readonly Leaver[];
  readonly replacedBy: Replacement | null;
  readonly kept: KeptSession | null;
}
