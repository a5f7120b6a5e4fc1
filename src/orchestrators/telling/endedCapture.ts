import type { VmNetwork } from "../../captures/network/vmNetwork.ts";
import type { CaptureEnd } from "../../captures/outcome/captureEnd.ts";
import type { CaptureOutcome } from "../../captures/outcome/captureOutcome.ts";
import type { CaptureTimes } from "../../captures/outcome/captureTimes.ts";
import type { TakenRing } from "../../captures/rings/takenRing.ts";
import type { FollowedSession } from "../../captures/site/followedSession.ts";
import type { TargetVm } from "../../captures/site/targetVm.ts";
import type { Watcher } from "../../captures/site/watcher.ts";
import type { AnalysisRequest } from "../../durable/requests/captureRequest.ts";

/** A capture that has ended, and whose file has not been looked at. */
export interface EndedCapture {
  readonly vm: TargetVm;
  readonly watcher: Watcher;
  readonly session: FollowedSession;
  readonly end: CaptureEnd;
  /** As far as they are known. */
  readonly times: CaptureTimes;
  readonly analysis: AnalysisRequest;
  /** The ring that was taken for it; null where there was none to take. */
  readonly ring: TakenRing | null;
  /** What was read of the VM's network; null where it was not. */
  readonly network: VmNetwork | null;
}

/** Whether a capture's file has still to be looked at. */
export const isUnfinished = (capture: CaptureOutcome | EndedCapture): capture is EndedCapture =>
  "session" in capture;
