import { resourceId } from "../resourceId.ts";
import { agentExtension } from "../virtualMachines/agentExtension.ts";
import { virtualMachineType } from "../virtualMachines/vmResourceId.ts";
import { parseScaleSetId, type ScaleSet, type ScaleSetInstance } from "./scaleSet.ts";
import type { Vm } from "../virtualMachines/vm.ts";

/** The VMs of a Flexible scale set, which are VMs like any other. */
export const membersOf = (set: ScaleSet): readonly Vm[] =>
  set.orchestration === "Flexible" ? set.instances.map((instance) => memberOf(set, instance)) : [];

/** An instance as the VM that it is in a Flexible set, and all but that in a Uniform one. */
export function memberOf(set: ScaleSet, { id, powerState, agent, traffic }: ScaleSetInstance): Vm {
  const path = parseScaleSetId(set.id);
  return {
    id: resourceId(path ?? { subscription: "", group: "" }, virtualMachineType, id),
    location: set.location,
    osType: set.osType,
    powerState,
    extensions: agent ? [agentExtension(set.osType)] : [],
    computerName: null,
    tags: {},
    traffic,
    incidents: [],
    ringPath: "none",
    agentStop: null,
    statusAfterSeconds: null,
    scaleSet: set.id,
  };
}
