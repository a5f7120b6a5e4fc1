import { extensionState } from "./agentExtension.ts";
import { computerName, vmGuid, vmName, type Extension, type Vm } from "./vm.ts";
import { virtualMachineType } from "./vmResourceId.ts";

const images = {
  Windows: { publisher: "MicrosoftWindowsServer", offer: "WindowsServer", sku: "2022-datacenter-g2" },
  Linux: { publisher: "Canonical", offer: "ubuntu-24_04-lts", sku: "server" },
};

const status = (code: string, displayStatus: string) => ({ code, level: "Info", displayStatus });

const provisioned = status("ProvisioningState/succeeded", "Provisioning succeeded");

/** A VM in Resource Manager's form, with or without its instance view. */
export function virtualMachineView(
  vm: Vm,
  interfaceIds: readonly string[],
  now: number,
  withInstanceView: boolean,
): Record<string, unknown> {
  return {
    name: vmName(vm),
    id: vm.id,
    type: virtualMachineType,
    location: vm.location,
    tags: vm.tags,
    properties: {
      vmId: vmGuid(vm),
      hardwareProfile: { vmSize: "Standard_D2s_v5" },
      storageProfile: {
        imageReference: { ...images[vm.osType], version: "latest" },
        osDisk: { osType: vm.osType, createOption: "FromImage", name: `${vmName(vm)}_OsDisk` },
        dataDisks: [],
      },
      osProfile: {
        computerName: computerName(vm),
        adminUsername: "azureuser",
        allowExtensionOperations: true,
      },
      networkProfile: {
        networkInterfaces: interfaceIds.map((id, index) => ({ id, properties: { primary: index === 0 } })),
      },
      ...(vm.scaleSet !== null && { virtualMachineScaleSet: { id: vm.scaleSet } }),
      provisioningState: "Succeeded",
      ...(withInstanceView && { instanceView: instanceView(vm, now) }),
    },
    resources: vm.extensions.map((extension) => extensionView(vm, extension, now)),
  };
}

/** The instance view. It lists extensions only while the VM's agent runs and can report them. */
export function instanceView(vm: Vm, now: number): Record<string, unknown> {
  const power = status(`PowerState/${vm.powerState}`, `VM ${vm.powerState}`);
  if (vm.powerState !== "running") return { hyperVGeneration: "V2", statuses: [provisioned, power] };
  return {
    computerName: computerName(vm),
    osName: vm.osType === "Windows" ? "Windows Server 2022 Datacenter" : "ubuntu",
    hyperVGeneration: "V2",
    vmAgent: {
      vmAgentVersion: vm.osType === "Windows" ? "2.7.41491.1172" : "2.14.0.1",
      statuses: [{ ...provisioned, displayStatus: "Ready" }],
      extensionHandlers: [],
    },
    extensions: vm.extensions.map((extension) => ({
      name: extension.name,
      type: `${extension.publisher}.${extension.type}`,
      typeHandlerVersion: extension.typeHandlerVersion,
      statuses: [extensionStatus(extension, now)],
    })),
    statuses: [provisioned, power],
  };
}

function extensionStatus(extension: Extension, now: number): ReturnType<typeof status> {
  const state = extensionState(extension, now);
  return status(`ProvisioningState/${state.toLowerCase()}`, `Provisioning ${state.toLowerCase()}`);
}

export const extensionView = (vm: Vm, extension: Extension, now: number): Record<string, unknown> => ({
  name: extension.name,
  id: `${vm.id}/extensions/${extension.name}`,
  type: `${virtualMachineType}/extensions`,
  location: vm.location,
  properties: {
    autoUpgradeMinorVersion: true,
    provisioningState: extensionState(extension, now),
    publisher: extension.publisher,
    type: extension.type,
    typeHandlerVersion: extension.typeHandlerVersion,
    settings: {},
  },
});
