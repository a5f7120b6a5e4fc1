import { failedOutcome } from "../../captures/outcome/failedOutcome.ts";
import { isRefusal, type Refusal } from "../../captures/outcome/refusal.ts";
import { beforeOf } from "../../captures/rings/files/beforeOf.ts";
import { activities } from "../../durable/activities.ts";
import { call } from "../../durable/call.ts";
import { searchRing } from "./searchRing.ts";
import type { CaptureOutcome } from "../../captures/outcome/captureOutcome.ts";
import type { CaptureTimes } from "../../captures/outcome/captureTimes.ts";
import type { TargetVm } from "../../captures/site/targetVm.ts";
import type { AnalysisRequest } from "../../durable/requests/captureRequest.ts";
import type { OrchestrationContext, Task } from "durable-functions";

/** Why a VM cannot be captured, and what is known of the alert. */
interface Uncaptured {
  readonly refusal: Refusal;
  readonly isArmed: boolean | undefined;
  readonly times: CaptureTimes;
  readonly moment: AnalysisRequest["moment"];
}

/**
 * The outcome of a VM that cannot be captured. That of an armed one has the files of its ring, the only
 * packets that there are, unless it is by decision that there is no capture.
 */
export function* endWithoutCapture(
  context: OrchestrationContext,
  target: TargetVm | string,
  { refusal, isArmed, times, moment }: Uncaptured,
): Generator<Task, CaptureOutcome, unknown> {
  const outcome = failedOutcome(target, refusal, undefined, times);
  const vm = typeof target === "string" ? refusal.vm : target;
  if (isArmed !== true || vm === undefined || outcome.outcome !== "failed") return outcome;
  const ring = yield* call(context, activities.takeRing, { vm, captureName: null });
  if (isRefusal(ring) || ring.sessions.length === 0) return outcome;
  const files = yield* searchRing(context, { vm, times, ring }, null, moment ?? null);
  return files === null ? outcome : { ...outcome, before: beforeOf(files, null, times) };
}
