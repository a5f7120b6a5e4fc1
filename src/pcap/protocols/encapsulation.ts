import { etherTypes, longestLength } from "./etherTypes.ts";
import type { Packet } from "./packet.ts";
import type { ProtocolFrames } from "./protocolFrames.ts";

const { none } = etherTypes;
const ethernetHeaderBytes = 14;
const snapHeader = 0xaaaa03;
const internetHeader = 0x060603;
/** Organizations whose SNAP protocol ids are EtherTypes (zero, and Cisco's for Ethernet), and IEEE's for bridged frames. */
const organizations = { etherType: 0, ciscoEthernet: 0xf8, bridged: 0x80c2 } as const;
const bridgedEthernet: readonly number[] = [1, 7];

/** Moves the packet past tags, labels and frames within frames; returns the EtherType of what they carry. */
export function readFraming(packet: Packet, frames: ProtocolFrames, firstType: number): number {
  let type = firstType;
  for (;;) {
    switch (type) {
      case etherTypes.vlan:
      case etherTypes.oldProviderVlan:
        if (packet.has(2)) frames.vlan += 1;
        type = readTag(packet);
        // Behind this tag the field may be a length, behind the provider's it may not.
        if (type >= 0 && type <= longestLength) type = readLlc(packet, type);
        break;
      case etherTypes.providerVlan:
        type = readTag(packet);
        break;
      case etherTypes.ethernet:
        type = readEthernet(packet, frames);
        break;
      case etherTypes.mpls:
      case etherTypes.mplsMulticast:
        type = readLabels(packet);
        break;
      case etherTypes.pppoeSession:
        type = readPppoe(packet);
        break;
      case etherTypes.llc:
        type = readLlc(packet, packet.wireEnd - packet.offset);
        break;
      case etherTypes.providerBackbone:
        type = readBackbone(packet);
        break;
      default:
        return type;
    }
  }
}

function readEthernet(packet: Packet, frames: ProtocolFrames): number {
  if (!packet.has(ethernetHeaderBytes)) return none;
  frames.eth += 1;
  const type = packet.view.getUint16(packet.offset + 12);
  packet.offset += ethernetHeaderBytes;
  return type <= longestLength ? readLlc(packet, type) : type;
}

function readTag(packet: Packet): number {
  if (!packet.has(4)) return none;
  packet.offset += 4;
  return packet.view.getUint16(packet.offset - 2);
}

/** IEEE 802.2: with a SNAP header it carries an EtherType. */
function readLlc(packet: Packet, length: number): number {
  packet.endAt(packet.offset + length);
  const { view, offset } = packet;
  if (!packet.has(4)) return none;
  const header = view.getUint32(offset) >>> 8;
  if (header === internetHeader) {
    packet.offset += 3;
    return etherTypes.ipv4;
  }
  if (header !== snapHeader || !packet.has(8)) return none;
  const organization = view.getUint32(offset + 2) & 0x00ffffff;
  const protocol = view.getUint16(offset + 6);
  packet.offset += 8;
  if (organization === organizations.bridged) {
    packet.offset += 2;
    return bridgedEthernet.includes(protocol) ? etherTypes.ethernet : none;
  }
  return organization === organizations.etherType || organization === organizations.ciscoEthernet
    ? protocol
    : none;
}

/** RFC 3032; what the last label carries shows in its first bits (RFC 4928). */
function readLabels(packet: Packet): number {
  for (;;) {
    if (!packet.has(5)) return none;
    const last = packet.view.getUint8(packet.offset + 2) & 1;
    packet.offset += 4;
    if (last) return ipVersion(packet);
  }
}

/** By the first four bits; `none` for what is no IP packet. */
export function ipVersion(packet: Packet): number {
  switch (packet.view.getUint8(packet.offset) >> 4) {
    case 4:
      return etherTypes.ipv4;
    case 6:
      return etherTypes.ipv6;
    default:
      return none;
  }
}

function readPppoe(packet: Packet): number {
  if (!packet.has(6)) return none;
  packet.endAt(packet.offset + 6 + packet.view.getUint16(packet.offset + 4));
  packet.offset += 6;
  return readPpp(packet);
}

/** RFC 1661, with or without the address and control bytes. */
export function readPpp(packet: Packet): number {
  const { view } = packet;
  if (packet.has(2) && view.getUint16(packet.offset) === 0xff03) packet.offset += 2;
  if (!packet.has(2)) return none;
  const short = view.getUint8(packet.offset) & 1;
  const protocol = short ? view.getUint8(packet.offset) : view.getUint16(packet.offset);
  packet.offset += short ? 1 : 2;
  switch (protocol) {
    case 0x21:
      return etherTypes.ipv4;
    case 0x57:
      return etherTypes.ipv6;
    case 0x281:
      return etherTypes.mpls;
    default:
      return none;
  }
}

/** IEEE 802.1ah: a service tag, and the addresses of the frame that is carried. */
function readBackbone(packet: Packet): number {
  if (!packet.has(18)) return none;
  packet.offset += 18;
  return packet.view.getUint16(packet.offset - 2);
}
