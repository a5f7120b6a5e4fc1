import type { Alert } from "../alerts/alert.ts";
import type { CaptureOutcome } from "../captures/outcome.ts";

/** All that the completion email says; it knows nothing else. */
export interface ReportFacts {
  readonly alert: Alert;
  readonly captures: readonly CaptureOutcome[];
  /** Of the orchestration. */
  readonly instanceId: string;
  /** What the captures were started with; a capture that was joined has its own. */
  readonly limits: { readonly timeLimitSeconds: number; readonly maxBytes: number };
  /** IANA name; times are shown in it beside UTC. */
  readonly timeZone: string;
  /** The email is a specimen: it says in its subject and its first words that none of it happened. */
  readonly specimen?: true;
}
