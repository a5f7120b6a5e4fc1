import { titledFacts, type Block } from "../../section.ts";
import type { NetworkContext } from "../../../captures/network/networkContext.ts";

/** The network interfaces of the VM, one a line; empty where they were not read. */
export const interfaceFacts = (network: NetworkContext | null): readonly Block[] =>
  network === null || network.interfaces.length === 0
    ? []
    : [
        titledFacts(
          network.interfaces.length === 1 ? "Network interface" : "Network interfaces",
          ...network.interfaces.map((one) => [one.name, factsOf(one)] as const),
        ),
      ];

function factsOf({
  privateAddresses,
  publicAddresses,
  acceleratedNetworking,
  ipForwarding,
}: NetworkContext["interfaces"][number]): string {
  return [
    privateAddresses.length === 0 ? "address not known" : privateAddresses.join(", "),
    publicAddresses.length === 0 ? null : `public ${publicAddresses.join(", ")}`,
    switched("accelerated networking", acceleratedNetworking),
    switched("IP forwarding", ipForwarding),
  ]
    .filter((part) => part !== null)
    .join("; ");
}

const switched = (what: string, isOn: boolean | null): string | null =>
  isOn === null ? null : `${what} ${isOn ? "on" : "off"}`;
