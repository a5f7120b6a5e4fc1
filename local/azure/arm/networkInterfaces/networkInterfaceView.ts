import { usualGroup } from "../../../traffic/network/verdictOf.ts";
import { interfaceId, networkId, networkInterfaceType } from "../../network/networks.ts";
import { etag } from "../networkWatchers/networkWatcherRoutes.ts";
import { vmGuid, type Vm } from "../virtualMachines/vm.ts";
import { securityGroupId, subnetId } from "./effectiveGroupsView.ts";
import type { VmInterface, VmNetwork } from "../../../traffic/network/vmNetwork.ts";

export const publicIpAddressType = "Microsoft.Network/publicIPAddresses";

const publicAddressName = (nic: VmInterface): string => `${nic.name}-ip`;

export const publicAddressId = (vm: Vm, nic: VmInterface): string =>
  networkId(vm, publicIpAddressType, publicAddressName(nic), nic.resourceGroup);

/** A network interface in Resource Manager's form. */
export function networkInterfaceView(vm: Vm, network: VmNetwork, nic: VmInterface): Record<string, unknown> {
  const id = interfaceId(vm, nic);
  const tag = etag(`${id.toLowerCase()} ${JSON.stringify(network)}`);
  const groups = network.rules.flatMap(({ kind, group }) => (kind === "nsg" ? group : []));
  return {
    ...{ name: nic.name, id, etag: tag, location: vm.location, type: networkInterfaceType, tags: {} },
    properties: {
      provisioningState: "Succeeded",
      resourceGuid: vmGuid(vm),
      ipConfigurations: [configurationView(vm, nic, { id, tag })],
      dnsSettings: { dnsServers: [], appliedDnsServers: [] },
      macAddress: "00-0D-3A-00-00-01",
      vnetEncryptionSupported: false,
      enableIPForwarding: nic.ipForwarding,
      enableAcceleratedNetworking: nic.acceleratedNetworking,
      disableTcpStateTracking: false,
      networkSecurityGroup: { id: securityGroupId(vm, groups.at(-1) ?? usualGroup) },
      primary: network.nics[0]?.name === nic.name,
      virtualMachine: { id: vm.id },
      hostedWorkloads: [],
      tapConfigurations: [],
      nicType: "Standard",
    },
  };
}

const configurationView = (vm: Vm, nic: VmInterface, of: { readonly id: string; readonly tag: string }) => ({
  name: "ipconfig1",
  id: `${of.id}/ipConfigurations/ipconfig1`,
  etag: of.tag,
  type: `${networkInterfaceType}/ipConfigurations`,
  properties: {
    provisioningState: "Succeeded",
    privateIPAddress: nic.privateIp,
    privateIPAllocationMethod: "Dynamic",
    ...(nic.publicIp !== null && { publicIPAddress: { id: publicAddressId(vm, nic) } }),
    subnet: { id: subnetId(vm) },
    primary: true,
    privateIPAddressVersion: "IPv4",
  },
});

/** The public address of a network interface in Resource Manager's form. */
export function publicAddressView(vm: Vm, nic: VmInterface): Record<string, unknown> {
  const id = publicAddressId(vm, nic);
  return {
    ...{ name: publicAddressName(nic), id, etag: etag(`${id.toLowerCase()} ${nic.publicIp ?? ""}`) },
    ...{ location: vm.location, type: publicIpAddressType, tags: {} },
    properties: {
      provisioningState: "Succeeded",
      resourceGuid: vmGuid(vm),
      ipAddress: nic.publicIp,
      publicIPAddressVersion: "IPv4",
      publicIPAllocationMethod: "Static",
      idleTimeoutInMinutes: 4,
      ipTags: [],
      ipConfiguration: { id: `${interfaceId(vm, nic)}/ipConfigurations/ipconfig1` },
    },
    sku: { name: "Standard", tier: "Regional" },
  };
}
