import type { Watcher } from "../site/watcher.ts";

/** One session of a ring, which an alert has taken, or which ended shortly before. */
export interface RingSession {
  readonly captureName: string;
  /** When Azure had accepted it, ISO 8601. */
  readonly startedAt: string;
  /** When it had been asked to stop, or was seen to have ended, ISO 8601. */
  readonly stoppedAt: string;
  /** The URL that the service names for it; null: it names none. */
  readonly storagePath: string | null;
}

/** What an alert has of the ring of its VM. */
export interface TakenRing {
  readonly watcher: Watcher;
  /** Oldest first; empty where there was nothing to take. */
  readonly sessions: readonly RingSession[];
  /** Why there is nothing, in a sentence; null where there is. */
  readonly problem: string | null;
}
