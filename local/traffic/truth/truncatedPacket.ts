import type { DnsFacts, SimulatedPacket } from "../simulatedPacket.ts";

const dnsHeaderBytes = 12;
/** The length of the first label, and the empty label at the end. */
const aroundName = 2;

/**
 * The packet as far as a file tells of it that has its first `kept` bytes: without the names that are cut off. What the
 * headers up to TCP and UDP say counts even where they are cut.
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
