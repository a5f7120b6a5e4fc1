import { etherTypes } from "../etherTypes.ts";
import { ipEtherType } from "../ip.ts";
import type { Packet } from "../packet.ts";

/** Optional headers of RFC 4380 section 5.1.1, each of which begins with its indicator: offsets in bytes. */
const authentication = { indicator: 1, idLength: 2, valueLength: 3, leastBytes: 4, fixedBytes: 13 } as const;
const origin = { indicator: 0, bytes: 8 } as const;

/** Moves the packet past the optional headers, which an IPv6 packet follows. */
export function readTeredo(packet: Packet): number {
  const { view } = packet;
  if (packet.has(authentication.leastBytes) && view.getUint16(packet.offset) === authentication.indicator) {
    const idLength = view.getUint8(packet.offset + authentication.idLength);
    const valueLength = view.getUint8(packet.offset + authentication.valueLength);
    packet.offset += authentication.fixedBytes + idLength + valueLength;
  }
  if (packet.has(origin.bytes) && view.getUint16(packet.offset) === origin.indicator)
    packet.offset += origin.bytes;
  return packet.has(2) && ipEtherType(packet) === etherTypes.ipv6 ? etherTypes.ipv6 : etherTypes.none;
}
