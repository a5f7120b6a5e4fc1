import { expanded, serviceTags } from "../../../traffic/network/matchingBits.ts";
import { effectiveRoutes, type EffectiveRoute } from "../../../traffic/network/nextHopOf.ts";
import { adminRules, securityGroups } from "../../../traffic/network/verdictOf.ts";
import { interfaceId, networkId } from "../../network/networks.ts";
import type { NetworkRule, VmInterface, VmNetwork } from "../../../traffic/network/vmNetwork.ts";
import type { Vm } from "../virtualMachines/vm.ts";

/** The ARM id of a security group of the VM. */
export const securityGroupId = (vm: Vm, group: string): string =>
  networkId(vm, "Microsoft.Network/networkSecurityGroups", group);

export const subnetId = (vm: Vm): string =>
  `${networkId(vm, "Microsoft.Network/virtualNetworks", "prod-vnet")}/subnets/default`;

/**
 * The name of a rule as Azure tells it: those of a security group with a prefix, as the portal shows them.
 * How it tells an admin rule is not published; here it is the rule's own name.
 */
export function toldName({ name, kind }: NetworkRule): string {
  if (kind === "admin") return name;
  return `${kind === "default" ? "defaultSecurityRules" : "securityRules"}/${name}`;
}

/** What is in force at a network interface: admin rules, then each security group. */
export function effectiveGroupsView(vm: Vm, network: VmNetwork, nic: VmInterface): Record<string, unknown> {
  const managed = Map.groupBy(adminRules(network), ({ group }) => group);
  const groups = securityGroups(network);
  // Of two groups the first one is the subnet's.
  const place = (index: number) =>
    groups.length > 1 && index === 0
      ? { subnet: { id: subnetId(vm) } }
      : { networkInterface: { id: interfaceId(vm, nic) } };
  return {
    value: [
      ...[...managed].map(([group, rules]) => ({
        association: { networkManager: { id: networkId(vm, "Microsoft.Network/networkManagers", group) } },
        effectiveSecurityRules: rules.map(ruleView),
      })),
      ...groups.map(({ name, rules }, index) => ({
        networkSecurityGroup: { id: securityGroupId(vm, name) },
        association: place(index),
        effectiveSecurityRules: rules.map(ruleView),
      })),
    ],
  };
}

function ruleView(rule: NetworkRule): Record<string, unknown> {
  return {
    ...{ name: toldName(rule), protocol: rule.protocol },
    ...portsView("source", ["*"]),
    ...portsView("destination", rule.ports),
    ...addressesView("source", rule.sources),
    ...addressesView("destination", rule.destinations),
    ...{ access: rule.access, priority: rule.priority, direction: rule.direction },
  };
}

/** All ports are a range, too. */
function portsView(side: string, ports: readonly string[]): Record<string, unknown> {
  const ranges = ports.map((port) => {
    if (port === "*") return "0-65535";
    return port.includes("-") ? port : `${port}-${port}`;
  });
  return { [`${side}PortRange`]: ranges[0], [`${side}PortRanges`]: ranges };
}

function addressesView(side: "source" | "destination", texts: readonly string[]): Record<string, unknown> {
  const prefixes = texts.map((text) => (text === "*" ? "0.0.0.0/0" : text));
  const hasTag = texts.some((text) => Object.hasOwn(serviceTags, text));
  const name = side === "source" ? "Source" : "Destination";
  return {
    [`${side}AddressPrefix`]: prefixes[0],
    [`${side}AddressPrefixes`]: prefixes,
    ...(hasTag && { [`expanded${name}AddressPrefix`]: prefixes.flatMap(expanded) }),
  };
}

export const effectiveRoutesView = (network: VmNetwork): Record<string, unknown> => ({
  value: effectiveRoutes(network).map(routeView),
});

const routeView = ({ prefix, nextHopType, nextHopIp, source, isActive }: EffectiveRoute) => ({
  ...(source === "User" && { name: `to-${prefix.replace("/", "-")}`, disableBgpRoutePropagation: false }),
  source,
  state: isActive ? "Active" : "Invalid",
  addressPrefix: [prefix],
  nextHopType,
  nextHopIpAddress: nextHopIp === null ? [] : [nextHopIp],
});
