import type { DnsFacts, SimulatedPacket } from "../simulatedPacket.ts";

const dnsHeaderBytes = 12;
/** Bytes around the name: the length of the first label, and the empty last label. */
const aroundName = 2;

/**
 * The packet as a file shows it that keeps its first `kept` bytes: without truncated names. Headers up to TCP
 * and UDP count even where they are truncated.
 */
export function truncatedPacket(packet: SimulatedPacket, kept: number): SimulatedPacket {
  if (kept === packet.frame.bytes.length) return packet;
  const { dns, tls, ...headers } = packet;
  return {
    ...headers,
    ...(dns !== undefined && kept >= dns.startsAt + dnsHeaderBytes && { dns: cut(dns, kept) }),
    ...(tls !== undefined && kept >= tls.endsAt && { tls }),
  };
}

function cut(dns: DnsFacts, kept: number): DnsFacts {
  const nameEndsAt = dns.startsAt + dnsHeaderBytes + (dns.name?.length ?? 0) + aroundName;
  return { ...dns, name: kept >= nameEndsAt ? dns.name : null, addresses: [] };
}
