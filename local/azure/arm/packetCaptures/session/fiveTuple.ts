import type { SimulatedPacket } from "../../../../traffic/simulatedPacket.ts";
import type { FiveTuple } from "./packetFilter.ts";

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
