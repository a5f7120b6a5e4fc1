export const nextHopTypes = [
  "Internet",
  "VirtualAppliance",
  "VirtualNetworkGateway",
  "VnetLocal",
  "HyperNetGateway",
  "None",
] as const;

type NextHopType = (typeof nextHopTypes)[number];
export type Direction = "Inbound" | "Outbound";
export type RuleProtocol = "Tcp" | "Udp" | "Icmp" | "All";

/** A rule of a security group, or an admin rule of a network manager, which comes before every group. */
export interface NetworkRule {
  readonly name: string;
  readonly kind: "nsg" | "default" | "admin";
  /** Name of the security group, or of the network manager's configuration. */
  readonly group: string;
  readonly direction: Direction;
  /** An admin rule that always allows leaves nothing to the groups. */
  readonly access: "Allow" | "Deny" | "AlwaysAllow";
  /** The lowest number is first. */
  readonly priority: number;
  readonly protocol: RuleProtocol;
  /** Prefixes (`10.0.0.0/8`), addresses, service tags, or `*`. */
  readonly sources: readonly string[];
  readonly destinations: readonly string[];
  /** Ports of the destination: `443`, `8000-8100`, or `*`. */
  readonly ports: readonly string[];
}

/** A route of the user's own. */
export interface NetworkRoute {
  readonly prefix: string;
  readonly nextHopType: NextHopType;
  /** Of an appliance; null for all others. */
  readonly nextHopIp: string | null;
}

export interface VmInterface {
  readonly name: string;
  /** Null: that of the VM. */
  readonly resourceGroup: string | null;
  readonly privateIp: string;
  readonly publicIp: string | null;
  readonly acceleratedNetworking: boolean;
  readonly ipForwarding: boolean;
}

/** What stands between a VM and the network. */
export interface VmNetwork {
  /** The user's own; the default rules of each group come after them. */
  readonly rules: readonly NetworkRule[];
  readonly routes: readonly NetworkRoute[];
  /** The first one is the primary one, and the one that has the VM's traffic. */
  readonly nics: readonly VmInterface[];
  /** After which its questions are answered; 0: at once. Null: as usual. */
  readonly answersAfterSeconds: number | null;
}

/** The address space of every virtual network here. */
export const vnetPrefix = "10.0.0.0/16";

/** What is connected to it through a gateway: the offices of the path-mtu scenario. */
export const connectedPrefix = "10.50.0.0/16";
