import type { Alert } from "../alerts/alert.ts";
import type { CaptureOutcome } from "../captures/outcome/captureOutcome.ts";
import type { Override } from "../captures/plan/override.ts";
import type { ReportPlaces } from "./reportPlaces.ts";

/** All that the completion email says; it knows nothing else. */
export interface ReportFacts {
  /** Null for a capture on demand. */
  readonly alert: Alert | null;
  /** Who asked for a capture on demand. */
  readonly requestedBy?: string | null;
  /** What the alert's rule asked of the capture. */
  readonly overrides?: readonly Override[];
  readonly captures: readonly CaptureOutcome[];
  /** Of the orchestration. */
  readonly instanceId: string;
  /** What the captures were started with; a capture that was joined has its own. */
  readonly limits: { readonly timeLimitSeconds: number; readonly maxBytes: number };
  /** IANA name; times are shown in it beside UTC. */
  readonly timeZone: string;
  /** What can be linked to; absent: nothing but the capture file. */
  readonly places?: ReportPlaces;
  /** The email is a specimen: it says in its subject and its first words that none of it happened. */
  readonly specimen?: true;
}
