import type { CaptureOutcome } from "../outcome/captureOutcome.ts";
import type { CaptureTimes } from "../outcome/captureTimes.ts";
import type { TakenRing } from "../rings/takenRing.ts";
import type { FollowedSession } from "../site/followedSession.ts";
import type { TargetVm } from "../site/targetVm.ts";
import type { Watcher } from "../site/watcher.ts";

/** What the orchestrations of an interrupted alert leave behind of one VM's capture. */
export interface InterruptedCapture {
  /** A computer's name where its VM had not been looked up. */
  readonly vmId: string;
  /** Null where it cannot be read. */
  readonly occurrence: string | null;
  /** What the alert's own input tells; absent in a history of an earlier version. */
  readonly times?: CaptureTimes;
  /** Null where it had not been decided. */
  readonly outcome: CaptureOutcome | null;
  /** Null where none had been started or joined, as far as is known. */
  readonly session: (FollowedSession & { readonly watcher: Watcher }) | null;
  /** The ring that was taken for it, whose files had not been found; absent where there is none. */
  readonly ring?: { readonly vm: TargetVm; readonly taken: TakenRing };
  /** When the capture was expected to end, ISO 8601. */
  readonly endsAt: string | null;
}
