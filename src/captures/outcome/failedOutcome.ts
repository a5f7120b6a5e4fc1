import { blankOutcome } from "./blankOutcome.ts";
import type { FollowedSession } from "../site/followedSession.ts";
import type { TargetVm } from "../site/targetVm.ts";
import type { CaptureOutcome } from "./captureOutcome.ts";
import type { Refusal } from "./refusal.ts";

/** A capture that was not made, or was lost. `vm` is only an id until Azure has described the VM. */
export function failedOutcome(
  vm: TargetVm | string,
  refusal: Refusal,
  session?: FollowedSession,
): CaptureOutcome {
  const { refused: code, hint } = refusal;
  const started = session === undefined ? {} : { captureName: session.captureName, joined: session.joined };
  return {
    ...blankOutcome(refusal.vm ?? vm),
    outcome: code === "cooldown" || code === "host-name-only" ? "skipped" : "failed",
    code,
    hint,
    ...started,
  };
}
