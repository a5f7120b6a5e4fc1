import { armId } from "../../../arm/armId.ts";
import { parseScaleSetId } from "../../../arm/scaleSetId.ts";
import { captureName } from "../../../captures/site/captureName.ts";
import type { ArmedVm } from "../../../api/armedVms.ts";
import type { CapturePreview } from "../../../api/previewAnswer.ts";
import type { CapturePlan } from "../../../captures/plan/capturePlan.ts";
import type { AlertRequest } from "../../../durable/requests/alertRequest.ts";

/**
 * What would be captured, and how. Requests without a key have no instance id yet, so their names are
 * unknown. `rings`: those of armed VMs.
 */
export const previewOf = (
  { vmIds, instances, hostNames = [], occurrence }: AlertRequest,
  plan: CapturePlan,
  instanceId: string | null,
  rings: readonly ArmedVm[],
): CapturePreview => ({
  whatIf: true,
  id: instanceId,
  targets: [
    ...vmIds.map((vmId) => {
      const vmName = armId.name(vmId);
      const name = captureName(plan.namePrefix, { id: vmId, name: vmName }, occurrence);
      return {
        ...{ vmId, vmName, captureName: instanceId === null ? null : name },
        armed: ringOf(vmId, rings),
        ...(parseScaleSetId(vmId) !== null && { instances: instancesOf(vmId, instances) }),
      };
    }),
    // Which VM it is, and so the name of its capture, is known once the name was looked up.
    ...hostNames.map((hostName) => ({
      hostName,
      vmId: null,
      vmName: null,
      captureName: null,
      armed: null,
    })),
  ],
  captureNames:
    instanceId === null
      ? "Each request without an Idempotency-Key gets new names."
      : "Exact except for the casing of the VM's name, which comes from Azure.",
  limits: plan.limits,
  conflictPolicy: plan.conflictPolicy,
  cooldownSeconds: plan.cooldownSeconds,
});

const instancesOf = (setId: string, named: AlertRequest["instances"] = []): readonly string[] | null =>
  named.find(({ scaleSetId }) => armId.same(scaleSetId, setId))?.ids ?? null;

function ringOf(vmId: string, rings: readonly ArmedVm[]) {
  const ring = rings.find((one) => armId.same(one.vmId, vmId));
  if (ring === undefined) return null;
  const { state, coversSeconds, error } = ring;
  return { state, coversSeconds, error };
}
