import { matchingBits } from "./matchingBits.ts";
import { connectedPrefix, vnetPrefix, type NetworkRoute, type VmNetwork } from "./vmNetwork.ts";

/** A route in force, or one that a route of the user's own has replaced. */
export interface EffectiveRoute extends NetworkRoute {
  readonly source: "Default" | "VirtualNetworkGateway" | "User";
  readonly isActive: boolean;
}

/**
 * Azure's own routes, and that of a gateway:
 * https://learn.microsoft.com/azure/virtual-network/virtual-networks-udr-overview
 */
const systemRoutes: readonly NetworkRoute[] = (
  [
    [vnetPrefix, "VnetLocal"],
    [connectedPrefix, "VirtualNetworkGateway"],
    ["0.0.0.0/0", "Internet"],
    ["10.0.0.0/8", "None"],
    ["172.16.0.0/12", "None"],
    ["192.168.0.0/16", "None"],
    ["100.64.0.0/10", "None"],
  ] as const
).map(([prefix, nextHopType]) => ({ prefix, nextHopType, nextHopIp: null }));

export function effectiveRoutes({ routes }: Pick<VmNetwork, "routes">): readonly EffectiveRoute[] {
  const replaced = new Set(routes.map(({ prefix }) => prefix));
  return [
    ...systemRoutes.map((route) => ({
      ...route,
      source: route.nextHopType === "VirtualNetworkGateway" ? route.nextHopType : ("Default" as const),
      isActive: !replaced.has(route.prefix),
    })),
    ...routes.map((route) => ({ ...route, source: "User" as const, isActive: true })),
  ];
}

/** The route that packets to an address take: the longest prefix wins. */
export function nextHopOf(network: Pick<VmNetwork, "routes">, address: string): EffectiveRoute {
  const [best] = effectiveRoutes(network)
    .filter(({ isActive }) => isActive)
    .map((route) => ({ route, bits: matchingBits(route.prefix, address) ?? -1 }))
    .toSorted((one, other) => other.bits - one.bits);
  if (best === undefined) throw new Error("Azure has a route for every address.");
  return best.route;
}
