import { etherTypes } from "./etherTypes.ts";
import type { Packet } from "./packet.ts";

/** https://www.iana.org/assignments/ppp-numbers */
const protocols = { ipv4: 0x21, ipv6: 0x57, mpls: 0x281 } as const;
const addressAndControl = 0xff03;

/**
 * RFC 1661 section 2 and RFC 1662 section 3.1: address and control bytes are optional, the protocol has one
 * byte or two.
 */
export function readPpp(packet: Packet): number {
  const { view } = packet;
  if (packet.has(2) && view.getUint16(packet.offset) === addressAndControl) packet.offset += 2;
  if (!packet.has(2)) return etherTypes.none;
  const short = view.getUint8(packet.offset) & 1;
  const protocol = short ? view.getUint8(packet.offset) : view.getUint16(packet.offset);
  packet.offset += short ? 1 : 2;
  switch (protocol) {
    case protocols.ipv4:
      return etherTypes.ipv4;
    case protocols.ipv6:
      return etherTypes.ipv6;
    case protocols.mpls:
      return etherTypes.mpls;
    default:
      return etherTypes.none;
  }
}

/** The PPPoE header of a session, RFC 2516 section 4: offsets in bytes. */
const sessionHeader = { length: 4, bytes: 6 } as const;

/** Moves the packet past the PPPoE header and the PPP header that follows it. */
export function readPppoe(packet: Packet): number {
  if (!packet.has(sessionHeader.bytes)) return etherTypes.none;
  const length = packet.view.getUint16(packet.offset + sessionHeader.length);
  packet.offset += sessionHeader.bytes;
  packet.endAt(packet.offset + length);
  return readPpp(packet);
}
