import { failedOutcome } from "../../captures/outcome/failedOutcome.ts";
import { isRefusal, type Refusal } from "../../captures/outcome/refusal.ts";
import { beforeOf } from "../../captures/rings/files/beforeOf.ts";
import { activities } from "../../durable/activities.ts";
import { call } from "../../durable/call.ts";
import { searchRing } from "./searchRing.ts";
import type { CaptureOutcome } from "../../captures/outcome/captureOutcome.ts";
import type { CaptureTimes } from "../../captures/outcome/captureTimes.ts";
import type { AnalysisRequest } from "../../durable/requests/captureRequest.ts";
import type { OrchestrationContext, Task } from "durable-functions";

/** Why a VM cannot be captured, and what is known of the alert. */
interface Uncaptured {
  readonly order: Refusal;
  readonly times: CaptureTimes;
  readonly moment: AnalysisRequest["moment"];
}

/**
 * The outcome of a VM that cannot be captured. Of an armed one that has stopped it has the files of the ring
 * that recorded until then: the only packets that there are.
 */
export function* endWithoutCapture(
  context: OrchestrationContext,
  vmId: string,
  { order: refusal, times, moment }: Uncaptured,
): Generator<Task, CaptureOutcome, unknown> {
  const outcome = failedOutcome(vmId, refusal, undefined, times);
  const { vm, isArmed } = refusal;
  if (isArmed !== true || vm === undefined) return outcome;
  const ring = yield* call(context, activities.takeRing, { vm, captureName: null });
  if (isRefusal(ring) || ring.sessions.length === 0) return outcome;
  const files = yield* searchRing(context, { vm, times, ring }, null, moment ?? null);
  return files === null ? outcome : { ...outcome, before: beforeOf(files, null, times) };
}
