import { blankOutcome } from "./blankOutcome.ts";
import type { FollowedSession } from "../site/followedSession.ts";
import type { TargetVm } from "../site/targetVm.ts";
import type { CaptureOutcome } from "./captureOutcome.ts";
import type { Refusal } from "./refusal.ts";

/** A capture that did not come about or was lost. `vm` is only its id while Azure has not described it. */
export function failedOutcome(
  vm: TargetVm | string,
  refusal: Refusal,
  session?: FollowedSession,
): CaptureOutcome {
  const { refused: code, hint } = refusal;
  const started = session === undefined ? {} : { captureName: session.captureName, joined: session.joined };
  return {
    ...blankOutcome(refusal.vm ?? vm),
    outcome: code === "cooldown" ? "skipped" : "failed",
    code,
    hint,
    ...started,
  };
}
