import type { SimulatedPacket } from "../../../../traffic/simulatedPacket.ts";

/** What a filter looks at; ports are null for what has none. */
export interface FiveTuple {
  readonly protocol: "TCP" | "UDP" | "other";
  readonly localAddress: string;
  readonly remoteAddress: string;
  readonly localPort: number | null;
  readonly remotePort: number | null;
}

/** A packet as filters see it, from the VM; null for what is not IP. */
export function fiveTupleOf(
  { frame: { ip } }: SimulatedPacket,
  vmAddresses: readonly string[],
): FiveTuple | null {
  if (ip === null) return null;
  // What the VM neither sent nor was sent (broadcasts, multicasts) counts as received.
  const [local, remote] = vmAddresses.includes(ip.from.address) ? [ip.from, ip.to] : [ip.to, ip.from];
  return {
    protocol: ip.protocol === "TCP" || ip.protocol === "UDP" ? ip.protocol : "other",
    localAddress: local.address,
    remoteAddress: remote.address,
    localPort: local.port,
    remotePort: remote.port,
  };
}
