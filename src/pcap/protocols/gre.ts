import { ipVersion, readPpp } from "./encapsulation.ts";
import { etherTypes } from "./etherTypes.ts";
import { udpService } from "./udp.ts";
import type { Packet } from "./packet.ts";

const { none } = etherTypes;
const protocols = { ipv4: 4, ipv6: 41, gre: 47, etherIp: 97, mpls: 137, ethernet: 143 } as const;

/** Moves the packet to what an IP protocol carries whole; returns that one's EtherType, or `none` for no tunnel. */
export function readTunnel(packet: Packet, protocol: number): number {
  switch (protocol) {
    case protocols.ipv4:
      return etherTypes.ipv4;
    case protocols.ipv6:
      return etherTypes.ipv6;
    case protocols.gre:
      return readGre(packet);
    case protocols.etherIp:
      packet.offset += 2;
      return etherTypes.ethernet;
    case protocols.mpls:
      return etherTypes.mpls;
    case protocols.ethernet:
      return etherTypes.ethernet;
    default:
      return none;
  }
}

/** Moves the packet from a UDP payload to the packet within, as `readTunnel` does. */
export function readUdpTunnel(packet: Packet, service: number): number {
  switch (service) {
    case udpService.vxlan:
      return readVxlan(packet);
    case udpService.vxlanGeneric:
      return readVxlanGeneric(packet);
    case udpService.geneve:
      return readGeneve(packet);
    case udpService.teredo:
      return readTeredo(packet);
    case udpService.mpls:
      return etherTypes.mpls;
    default:
      return none;
  }
}

const pointToPoint = 0x880b;
const mirrored = { typeTwo: 0x88be, typeThree: 0x22eb } as const;
const greTypes: readonly number[] = [
  etherTypes.ipv4,
  etherTypes.ipv6,
  etherTypes.arp,
  etherTypes.ethernet,
  etherTypes.mpls,
  etherTypes.mplsMulticast,
];

/** RFC 2784 and 2890, and its version for PPTP (RFC 2637). */
function readGre(packet: Packet): number {
  if (!packet.has(4)) return none;
  const flags = packet.view.getUint16(packet.offset);
  const type = packet.view.getUint16(packet.offset + 2);
  const routing = flags & 0x4000;
  const optional = [flags & 0x8000 || routing, flags & 0x2000, flags & 0x1000, flags & 0x80];
  const bytes = 4 + 4 * optional.filter((present) => present !== 0).length;
  if (routing || !packet.has(bytes)) return none;
  packet.offset += bytes;
  if (type === pointToPoint) return readPpp(packet);
  if (type === mirrored.typeTwo || type === mirrored.typeThree) return readMirrored(packet, type, flags);
  return greTypes.includes(type) ? type : none;
}

/** ERSPAN (draft-foschiano-erspan): without a sequence number there is no header. */
function readMirrored(packet: Packet, type: number, flags: number): number {
  if (type === mirrored.typeTwo) packet.offset += flags & 0x1000 ? 8 : 0;
  else if (!packet.has(12)) return none;
  else packet.offset += packet.view.getUint8(packet.offset + 11) & 1 ? 20 : 12;
  return etherTypes.ethernet;
}

/** RFC 7348. */
function readVxlan(packet: Packet): number {
  if (!packet.has(8)) return none;
  packet.offset += 8;
  return etherTypes.ethernet;
}

const genericTypes = [none, etherTypes.ipv4, etherTypes.ipv6, etherTypes.ethernet, none, etherTypes.mpls];

/** https://datatracker.ietf.org/doc/draft-ietf-nvo3-vxlan-gpe */
function readVxlanGeneric(packet: Packet): number {
  if (!packet.has(8)) return none;
  packet.offset += 8;
  return genericTypes[packet.view.getUint8(packet.offset - 5)] ?? none;
}

/** RFC 8926. */
function readGeneve(packet: Packet): number {
  if (!packet.has(8)) return none;
  const { view, offset } = packet;
  const bytes = 8 + (view.getUint8(offset) & 0x3f) * 4;
  if (!packet.has(bytes)) return none;
  packet.offset += bytes;
  const type = view.getUint16(offset + 2);
  return type === etherTypes.ipv4 || type === etherTypes.ipv6 || type === etherTypes.ethernet ? type : none;
}

/** RFC 4380, section 5.1.1: an authentication and an origin header may come first. */
function readTeredo(packet: Packet): number {
  const { view } = packet;
  if (packet.has(4) && view.getUint16(packet.offset) === 1) {
    packet.offset += 13 + view.getUint8(packet.offset + 2) + view.getUint8(packet.offset + 3);
  }
  if (packet.has(8) && view.getUint16(packet.offset) === 0) packet.offset += 8;
  return packet.has(2) && ipVersion(packet) === etherTypes.ipv6 ? etherTypes.ipv6 : none;
}
