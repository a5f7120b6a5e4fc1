import { isRefusal } from "../../captures/outcome/refusal.ts";
import { neededFrom } from "../../captures/rings/files/neededFrom.ts";
import { activities } from "../../durable/activities.ts";
import { call } from "../../durable/call.ts";
import { timeIn } from "../../durable/timerIn.ts";
import type { CaptureTimes } from "../../captures/outcome/captureTimes.ts";
import type { RingFiles } from "../../captures/rings/ringFile.ts";
import type { TakenRing } from "../../captures/rings/takenRing.ts";
import type { TargetVm } from "../../captures/site/targetVm.ts";
import type { AnalysisRequest } from "../../durable/requests/captureRequest.ts";
import type { OrchestrationContext, Task } from "durable-functions";

type Moment = NonNullable<AnalysisRequest["moment"]>;

/** A ring that was taken for a capture; null: none was. */
export interface SearchedRing {
  readonly vm: TargetVm;
  readonly times: CaptureTimes;
  readonly ring: TakenRing | null;
}

/** Finds the files of a ring that was taken. `fileUrl`: the capture's own file; null: it is not known. */
export function* searchRing(
  context: OrchestrationContext,
  { vm, times, ring }: SearchedRing,
  fileUrl: string | null,
  moment: Moment | null,
): Generator<Task, RingFiles | null, unknown> {
  if (ring === null) return null;
  if (ring.sessions.length === 0) return { files: [], problem: ring.problem };
  const from = neededFrom(moment, times.acceptedAt ?? timeIn(context, 0).toISOString());
  const found = yield* call(context, activities.findRingFiles, { ...ring, vm, fileUrl, from });
  return isRefusal(found) ? { files: [], problem: found.hint } : found;
}
