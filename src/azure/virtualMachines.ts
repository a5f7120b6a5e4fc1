import { parseNetworkInterfaceId } from "../arm/parseNetworkInterfaceId.ts";
import { parseVmId, type VmId } from "../arm/vmId.ts";
import { calling, orNotFound, unreadableAnswer } from "./azureFault.ts";
import { foreignText } from "./foreignText.ts";
import { agentOf, agentPublisher, publishedByAgent } from "./wire/agentOf.ts";
import { powerStateOf } from "./wire/powerStateOf.ts";
import type { TargetVm } from "../captures/site/targetVm.ts";
import type { ResourceManager } from "./resourceManager.ts";
import type { VirtualMachine } from "@azure/arm-compute";

const reading = "Read the virtual machine";

export interface VirtualMachines {
  /** Null when the VM does not exist. Action: Microsoft.Compute/virtualMachines/read. */
  find(vmId: string): Promise<TargetVm | null>;
  /**
   * Starts the installation of the Network Watcher agent; `find` shows when it is there. Action:
   * Microsoft.Compute/virtualMachines/extensions/write.
   */
  installAgent(vm: TargetVm, agentType: string): Promise<void>;
}

export const createVirtualMachines = (arm: ResourceManager): VirtualMachines => ({
  async find(vmId) {
    const { subscriptionId, resourceGroup, name } = partsOf(vmId);
    const vm = await orNotFound(
      calling(reading, () =>
        arm
          .compute(subscriptionId)
          .virtualMachines.get(resourceGroup, name, { expand: "instanceView", ...arm.signal() }),
      ),
    );
    // The SDK returns an empty resource for a body that it cannot read.
    if (vm !== null && typeof vm.location !== "string") throw unreadableAnswer(reading);
    return vm === null ? null : toTarget(vm, vmId, name);
  },
  async installAgent({ id, location }, agentType) {
    const { subscriptionId, resourceGroup, name } = partsOf(id);
    const { virtualMachineExtensions } = arm.compute(subscriptionId);
    const parameters = {
      location,
      publisher: agentPublisher,
      typePropertiesType: agentType,
      typeHandlerVersion: "1.4",
      autoUpgradeMinorVersion: true,
    };
    await calling("Install the Network Watcher agent", () =>
      virtualMachineExtensions
        .createOrUpdate(resourceGroup, name, "AzureNetworkWatcherExtension", parameters, arm.signal())
        .submitted(),
    );
  },
});

function partsOf(vmId: string): VmId {
  const parts = parseVmId(vmId);
  if (parts === null) throw new Error(`Not the id of a virtual machine: ${vmId}`);
  return parts;
}

function toTarget(vm: VirtualMachine, vmId: string, name: string): TargetVm {
  const powerState = powerStateOf(vm.instanceView?.statuses);
  const installed = agentOf(vm.resources, vm.instanceView?.extensions);
  const nicIds = nicIdsOf(vm);
  return {
    id: vm.id ?? vmId,
    name: vm.name ?? name,
    location: foreignText(vm.location, 100),
    osType: vm.storageProfile?.osDisk?.osType ?? null,
    powerState,
    hasAgent: installed,
    ...(isSettling(vm, powerState, installed) && { isSettling: true }),
    ...(nicIds.length > 0 && { nicIds }),
  };
}

/** Azure's largest sizes have eight. */
const mostInterfaces = 8;

function nicIdsOf({ networkProfile }: VirtualMachine): readonly string[] {
  const listed: unknown = networkProfile?.networkInterfaces;
  const ids = (Array.isArray(listed) ? (listed as readonly { readonly id?: unknown }[]) : []).map(
    (one) => one.id,
  );
  return ids
    .flatMap((id) => (typeof id === "string" ? (parseNetworkInterfaceId(id)?.id ?? []) : []))
    .slice(0, mostInterfaces);
}

/** What Azure says of a resource that it has not finished. */
const isUnfinished = (provisioningState: string | undefined): boolean =>
  /^(?:creating|updating|transitioning|accepted)$/i.test(provisioningState ?? "");

/**
 * Whether the VM is starting or being created, or may be about to get its agent: extensions are installed
 * and upgraded one after another, and the VM is being updated meanwhile.
 */
function isSettling(vm: VirtualMachine, powerState: string | null, installed: boolean): boolean {
  if (powerState === "starting") return true;
  if (powerState !== null && powerState !== "running") return false;
  const agents = (vm.resources ?? []).filter(publishedByAgent);
  const unfinished = [vm, ...agents].some(({ provisioningState }) => isUnfinished(provisioningState));
  return !installed && unfinished;
}
