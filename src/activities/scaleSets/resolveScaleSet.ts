import { armId } from "../../arm/armId.ts";
import { parseScaleSetId } from "../../arm/scaleSetId.ts";
import { isInScopes } from "../../arm/scopes.ts";
import { refuse } from "../../captures/outcome/refusal.ts";
import type { Azure } from "../../azure/azure.ts";
import type { Config } from "../../config.ts";
import type { activities } from "../../durable/activities.ts";
import type { HandlerOf } from "../activityFunction.ts";

export const resolveScaleSet =
  ({ scaleSets }: Azure, { allowedScopes }: Config): HandlerOf<typeof activities.resolveScaleSet> =>
  async ({ scaleSetId, instanceIds }, { log }) => {
    const parts = parseScaleSetId(scaleSetId);
    if (parts === null) return refuse("invalid-request", `"${scaleSetId}" is not the ARM id of a scale set.`);
    if (!isInScopes(scaleSetId, allowedScopes))
      return refuse("not-allowed", `${scaleSetId} is outside ALLOWED_SCOPES.`);
    const set = await scaleSets.find(scaleSetId);
    if (set === null) return refuse("vm-not-found", noScaleSet(scaleSetId));
    const { isFlexible } = set;
    if (!isFlexible) return { isFlexible };
    const members = await scaleSets.members(scaleSetId);
    const vmIds =
      instanceIds === undefined ? members : instanceIds.map((name) => memberNamed(name, members, set.id));
    log("scaleSet.resolved", { scaleSetId: set.id, vms: vmIds.length });
    return vmIds.length === 0
      ? refuse("vm-not-found", `The scale set ${set.name} has no VMs.`)
      : { isFlexible, vmIds };
  };

/** The VM of that name; also one that is gone, whose capture then says so. */
function memberNamed(name: string, members: readonly string[], setId: string): string {
  const found = members.find((id) => armId.name(id).toLowerCase() === name.toLowerCase());
  return found ?? setId.replace(/\/virtualMachineScaleSets\/[^/]+$/i, `/virtualMachines/${name}`);
}

export const noScaleSet = (id: string): string =>
  `There is no scale set ${id}, or the app's identity cannot read it. Check the alert rule's scope.`;
