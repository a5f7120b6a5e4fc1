import type { SimulatedPacket } from "../../../../traffic/simulatedPacket.ts";

/** The fields that a filter compares. Ports are null where the protocol has none. */
export interface FiveTuple {
  readonly protocol: "TCP" | "UDP" | "other";
  readonly localAddress: string;
  readonly remoteAddress: string;
  readonly localPort: number | null;
  readonly remotePort: number | null;
}

/** A packet's five-tuple seen from the VM; null for packets other than IP. */
export function fiveTupleOf(
  { frame: { ip } }: SimulatedPacket,
  vmAddresses: readonly string[],
): FiveTuple | null {
  if (ip === null) return null;
  // Broadcasts and multicasts have no address of the VM; they count as received.
  const [local, remote] = vmAddresses.includes(ip.from.address) ? [ip.from, ip.to] : [ip.to, ip.from];
  return {
    protocol: ip.protocol === "TCP" || ip.protocol === "UDP" ? ip.protocol : "other",
    localAddress: local.address,
    remoteAddress: remote.address,
    localPort: local.port,
    remotePort: remote.port,
  };
}
