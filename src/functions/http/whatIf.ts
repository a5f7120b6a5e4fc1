import { parseVmId } from "../../arm/vmId.ts";
import { captureName } from "../../captures/site/captureName.ts";
import type { AlertRequest } from "../../durable/alertRequest.ts";

/** Whether the caller wants to see the plan alone; null when the parameter says neither. Casing does not count, so that a slip of it captures nothing. */
export function readWhatIf(query: URLSearchParams): boolean | null {
  const given = [...query].find(([name]) => name.toLowerCase() === "whatif")?.[1].toLowerCase();
  if (given === undefined || given === "false") return false;
  return given === "true" || given === "" ? true : null;
}

export const whatIfProblem = 'The parameter whatIf is "true" or "false".';

/** What would be captured and how. Without an instance id, as requests without a key have none yet, names are not known either. */
export const planAnswer = ({ vmIds, occurrence, plan }: AlertRequest, instanceId: string | null) => ({
  whatIf: true,
  id: instanceId,
  targets: vmIds.map((vmId) => {
    const vmName = parseVmId(vmId)?.name ?? vmId;
    const name = captureName(plan.namePrefix, { id: vmId, name: vmName }, occurrence);
    return { vmId, vmName, captureName: instanceId === null ? null : name };
  }),
  captureNames:
    instanceId === null
      ? "Each request without an Idempotency-Key has names of its own."
      : "Exact but for the casing of the VM's name, which Azure knows.",
  limits: plan.limits,
  conflictPolicy: plan.conflictPolicy,
});
