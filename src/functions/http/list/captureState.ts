import { countOutcomes } from "../../../captures/outcome/countOutcomes.ts";
import { storedOutcomes } from "../../../captures/stored/storedOutcomes.ts";
import { hasEndedInstance, type InstanceStatus } from "../../../durable/instances/instanceStatus.ts";
import type { CaptureState } from "../../../api/captureList.ts";

export const captureStates = [
  "running",
  "captured",
  "failed",
  "skipped",
] as const satisfies readonly CaptureState[];

/**
 * Running until its orchestration has ended. Then the best that one of its VMs came to: captured, failed or
 * skipped. Without a result, because the orchestration failed or was terminated, it has failed.
 */
export function captureState(instance: InstanceStatus): CaptureState {
  if (!hasEndedInstance(instance)) return "running";
  if (instance.runtimeStatus !== "Completed") return "failed";
  const { captured, failed } = countOutcomes(storedOutcomes(instance.output));
  if (captured > 0) return "captured";
  return failed > 0 ? "failed" : "skipped";
}
