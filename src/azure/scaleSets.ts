import { armId } from "../arm/armId.ts";
import { parseScaleSetId } from "../arm/scaleSetId.ts";
import { calling, orNotFound, unreadableAnswer } from "./azureFault.ts";
import { foreignText } from "./foreignText.ts";
import { agentOf } from "./wire/agentOf.ts";
import { powerStateOf } from "./wire/powerStateOf.ts";
import { readPages } from "./wire/readPages.ts";
import type { FoundScaleSet, ListedInstance } from "../captures/scaleSet/listedInstance.ts";
import type { ResourceManager } from "./resourceManager.ts";
import type { VirtualMachineScaleSet, VirtualMachineScaleSetVM } from "@azure/arm-compute";

export interface ScaleSets {
  /** Null when there is none. Action: Microsoft.Compute/virtualMachineScaleSets/read. */
  find(scaleSetId: string): Promise<FoundScaleSet | null>;
  /**
   * The instances of a Uniform set; none when it is gone. Action:
   * Microsoft.Compute/virtualMachineScaleSets/virtualMachines/read.
   */
  instances(scaleSetId: string): Promise<readonly ListedInstance[]>;
  /**
   * Ids of the VMs of a Flexible set, in the order of their names. Action:
   * Microsoft.Compute/virtualMachines/read.
   */
  members(scaleSetId: string): Promise<readonly string[]>;
}

const reading = "Read the scale set";
const listing = "List the instances of the scale set";

export const createScaleSets = (arm: ResourceManager): ScaleSets => ({
  async find(scaleSetId) {
    const { subscriptionId, resourceGroup, name } = partsOf(scaleSetId);
    const set = await orNotFound(
      calling(reading, () =>
        arm.compute(subscriptionId).virtualMachineScaleSets.get(resourceGroup, name, arm.signal()),
      ),
    );
    // The SDK returns an empty resource for a body that it cannot read.
    if (set !== null && typeof set.location !== "string") throw unreadableAnswer(reading);
    return set === null ? null : toScaleSet(set, scaleSetId, name);
  },
  async instances(scaleSetId) {
    const { subscriptionId, resourceGroup, name } = partsOf(scaleSetId);
    const { virtualMachineScaleSetVMs } = arm.compute(subscriptionId);
    const list = virtualMachineScaleSetVMs.list(resourceGroup, name, { expand: "instanceView" });
    return (await orNotFound(calling(listing, () => readPages(arm, listing, list, toInstance)))) ?? [];
  },
  async members(scaleSetId) {
    const { subscriptionId, resourceGroup, id } = partsOf(scaleSetId);
    // The filter that the Azure CLI uses; an answer that ignores it is sorted out here.
    const filter = `'virtualMachineScaleSet/id' eq '${id}'`;
    const list = arm.compute(subscriptionId).virtualMachines.list(resourceGroup, { filter });
    const found = await orNotFound(
      calling(listing, () =>
        readPages(arm, listing, list, ({ id: vmId, virtualMachineScaleSet }) =>
          vmId !== undefined && armId.same(virtualMachineScaleSet?.id ?? "", id) ? vmId : [],
        ),
      ),
    );
    return (found ?? []).toSorted();
  },
});

function partsOf(scaleSetId: string) {
  const parts = parseScaleSetId(scaleSetId);
  if (parts === null) throw new Error(`Not the id of a scale set: ${scaleSetId}`);
  return parts;
}

const toScaleSet = (set: VirtualMachineScaleSet, id: string, name: string): FoundScaleSet => ({
  id: set.id ?? id,
  name: set.name ?? name,
  location: foreignText(set.location, 100),
  osType: set.virtualMachineProfile?.storageProfile?.osDisk?.osType ?? null,
  isFlexible: set.orchestrationMode === "Flexible",
});

function toInstance(vm: VirtualMachineScaleSetVM): ListedInstance | [] {
  const { instanceId, name, instanceView, resources } = vm;
  if (instanceId === undefined) return [];
  return {
    id: foreignText(instanceId, 80),
    name: foreignText(name ?? instanceId, 100),
    powerState: powerStateOf(instanceView?.statuses),
    hasAgent: agentOf(resources, instanceView?.extensions),
  };
}
