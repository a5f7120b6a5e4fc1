import type { FindingKind } from "../../pcap/findings/finding.ts";

/** What Azure says of a VM's network, now: at most 4 KiB of JSON. */
export interface NetworkContext {
  /** The VM's own addresses, private and public; the primary private one first. */
  readonly addresses: readonly string[];
  readonly interfaces: readonly NetworkInterfaceFacts[];
  /** On the flows behind the findings, the gravest finding first; at most five. */
  readonly verdicts: readonly FlowVerdict[];
  /** The effective security rules; null where they were not read. */
  readonly rules: EffectiveRules | null;
  /** The effective routes; null where they were not read. */
  readonly routes: EffectiveRoutes | null;
  /** What could not be asked and why, naming the missing action, in a sentence or two; null: nothing. */
  readonly remark: string | null;
}

export interface NetworkInterfaceFacts {
  readonly name: string;
  readonly privateAddresses: readonly string[];
  readonly publicAddresses: readonly string[];
  readonly acceleratedNetworking: boolean | null;
  readonly ipForwarding: boolean | null;
}

/** Azure's verdict on one flow, as of `at`, which is after the capture. */
export interface FlowVerdict {
  /** "TCP 10.0.0.4:49152 > 10.0.0.9:443": as seen on the VM, from the side that began it. */
  readonly flow: string;
  /** The kind of the finding that the flow stands behind; null: it is one with the top peer. */
  readonly about: FindingKind | null;
  readonly direction: "Inbound" | "Outbound";
  /** Null where it was not answered. */
  readonly access: "Allow" | "Deny" | null;
  /** Name of the rule that decides; null where it was not answered. */
  readonly rule: string | null;
  /** Of outbound packets, or of the answers to inbound ones; null where it was not answered. */
  readonly nextHop: NextHop | null;
  /** When it was asked, ISO 8601. */
  readonly at: string;
}

export interface NextHop {
  /** "Internet", "VirtualAppliance", "VnetLocal", "None", …: an open set. */
  readonly type: string;
  readonly address: string | null;
  /** Name of the route table; null for a system route. */
  readonly routeTable: string | null;
}

export interface EffectiveRules {
  readonly count: number;
  /** At most five, for the flows of the verdicts. */
  readonly deciding: readonly DecidingRule[];
}

export interface EffectiveRoutes {
  readonly count: number;
  /** At most five, for the flows of the verdicts. */
  readonly deciding: readonly DecidingRoute[];
}

export interface DecidingRule {
  readonly name: string;
  /** The network security group, or the network manager's configuration of an admin rule. */
  readonly group: string | null;
  readonly access: "Allow" | "Deny";
  readonly direction: "Inbound" | "Outbound";
  readonly priority: number | null;
}

export interface DecidingRoute {
  readonly prefix: string;
  readonly nextHopType: string;
  readonly nextHopAddress: string | null;
  /** "User", "Default", "VirtualNetworkGateway", …: an open set. */
  readonly source: string;
}
