import { blankOutcome } from "./blankOutcome.ts";
import { unknownTimes, type CaptureTimes } from "./captureTimes.ts";
import { factsOfSession } from "./factsOfSession.ts";
import type { FollowedSession } from "../site/followedSession.ts";
import type { TargetVm } from "../site/targetVm.ts";
import type { CaptureOutcome } from "./captureOutcome.ts";
import type { FailureCode } from "./failureCode.ts";
import type { Refusal } from "./refusal.ts";

/** Codes of captures that were decided against, or called off. */
const skipping: readonly FailureCode[] = ["cooldown", "budget", "stopped", "host-name-only"];

/** A capture that was not made, or was lost. `vm` is only an id until Azure has described the VM. */
export function failedOutcome(
  vm: TargetVm | string,
  refusal: Refusal,
  session?: FollowedSession,
  times: CaptureTimes = unknownTimes,
): CaptureOutcome {
  const { refused: code, hint, stoppedBy = null } = refusal;
  return {
    ...blankOutcome(refusal.vm ?? vm),
    outcome: skipping.includes(code) ? "skipped" : "failed",
    code,
    hint,
    stoppedBy,
    times,
    ...(session !== undefined && factsOfSession(session)),
  };
}
