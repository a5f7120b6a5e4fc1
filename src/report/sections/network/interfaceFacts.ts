import { listBlock, type Block } from "../../section.ts";
import type { NetworkContext } from "../../../captures/network/networkContext.ts";

/** The network interfaces of the VM, one an item; empty where they were not read. */
export function interfaceFacts(network: NetworkContext | null): readonly Block[] {
  const interfaces = network?.interfaces ?? [];
  const title = interfaces.length === 1 ? "Network interface" : "Network interfaces";
  const items = interfaces.map((one) => ({ text: one.name, note: factsOf(one) }));
  return listBlock(title, items, { shown: items.length });
}

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
