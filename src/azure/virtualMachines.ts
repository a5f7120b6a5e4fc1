import type { VirtualMachine } from "@azure/arm-compute";
import { parseVmId } from "../alerts/vmId.ts";
import type { TargetVm } from "../captures/site.ts";
import { calling, orNotFound } from "./fault.ts";
import type { ResourceManager } from "./resourceManager.ts";

/** Publisher of the agent; its resource name differs between portal, CLI and templates. */
const agentPublisher = "microsoft.azure.networkwatcher";

export interface VirtualMachines {
  /** Null when the VM does not exist. Action: Microsoft.Compute/virtualMachines/read. */
  find(vmId: string): Promise<TargetVm | null>;
}

export const createVirtualMachines = (arm: ResourceManager): VirtualMachines => ({
  async find(vmId) {
    const parts = parseVmId(vmId);
    if (parts === null) throw new Error(`Not the id of a virtual machine: ${vmId}`);
    const { subscriptionId, resourceGroup, name } = parts;
    const vm = await orNotFound(
      calling("Read the virtual machine", () =>
        arm
          .compute(subscriptionId)
          .virtualMachines.get(resourceGroup, name, { expand: "instanceView", ...arm.signal() }),
      ),
    );
    return vm === null ? null : toTarget(vm, vmId, name);
  },
});

function toTarget(vm: VirtualMachine, vmId: string, name: string): TargetVm {
  const power = vm.instanceView?.statuses?.find(({ code }) => code?.toLowerCase().startsWith("powerstate/"));
  return {
    id: vm.id ?? vmId,
    name: vm.name ?? name,
    location: vm.location,
    osType: vm.storageProfile?.osDisk?.osType ?? null,
    powerState: power?.code?.slice("PowerState/".length).toLowerCase() ?? null,
    hasAgent: hasAgent(vm),
  };
}

/** The agent as an extension resource, or as the guest reports it ("publisher.type"). */
function hasAgent({ resources, instanceView }: VirtualMachine): boolean {
  const installed = (resources ?? []).some(({ publisher }) => publisher?.toLowerCase() === agentPublisher);
  return (
    installed ||
    (instanceView?.extensions ?? []).some(({ type }) => type?.toLowerCase().startsWith(`${agentPublisher}.`))
  );
}
