import type { Packet } from "./packet.ts";
import type { ProtocolFrames } from "./protocolFrames.ts";

/** https://www.tcpdump.org/linktypes.html */
export const linkTypeNames: ReadonlyMap<number, string> = new Map([
  [0, "loopback"],
  [1, "Ethernet"],
  [12, "raw IP"],
  [14, "raw IP"],
  [101, "raw IP"],
  [108, "loopback"],
  [113, "Linux cooked v1"],
  [228, "raw IPv4"],
  [229, "raw IPv6"],
  [276, "Linux cooked v2"],
]);

export const etherTypes = { ipv4: 0x0800, arp: 0x0806, ipv6: 0x86dd, none: -1 } as const;

const longestLength = 1500;
const snapHeader = 0xaaaa03;
/** What a packet may nest of tags, more than any network uses. */
const mostTags = 16;

/** Moves the packet to its network layer; returns that one's EtherType, or `none`. */
export function readLink(packet: Packet, frames: ProtocolFrames): number {
  switch (packet.linkType) {
    case 1:
      return readEthernet(packet, frames);
    case 113:
      return readCooked(packet, frames, 16, 14);
    case 276:
      return readCooked(packet, frames, 20, 0);
    case 0:
    case 108:
      return readLoopback(packet);
    case 12:
    case 14:
    case 101:
      return rawVersion(packet);
    case 228:
      return etherTypes.ipv4;
    case 229:
      return etherTypes.ipv6;
    default:
      return etherTypes.none;
  }
}

function readEthernet(packet: Packet, frames: ProtocolFrames): number {
  if (!packet.has(14)) return etherTypes.none;
  frames.eth += 1;
  const type = packet.view.getUint16(packet.offset + 12);
  packet.offset += 14;
  return type <= longestLength ? readSnap(packet, type) : readTags(packet, frames, type);
}

function readCooked(packet: Packet, frames: ProtocolFrames, header: number, typeAt: number): number {
  if (!packet.has(header)) return etherTypes.none;
  const type = packet.view.getUint16(packet.offset + typeAt);
  packet.offset += header;
  return readTags(packet, frames, type);
}

function readTags(packet: Packet, frames: ProtocolFrames, firstType: number): number {
  let type = firstType;
  for (let tags = 0; type === 0x8100 || type === 0x88a8 || type === 0x9100; tags += 1) {
    if (type !== 0x88a8 && packet.has(2)) frames.vlan += 1;
    if (!packet.has(4) || tags === mostTags) return etherTypes.none;
    type = packet.view.getUint16(packet.offset + 2);
    packet.offset += 4;
  }
  return type <= longestLength ? readSnap(packet, type) : type;
}

/** IEEE 802.2 with a SNAP header, which carries an EtherType. */
function readSnap(packet: Packet, length: number): number {
  packet.endAt(packet.offset + length);
  if (!packet.has(8) || packet.view.getUint32(packet.offset) >>> 8 !== snapHeader) return etherTypes.none;
  if (packet.view.getUint32(packet.offset + 2) & 0x00ffffff) return etherTypes.none;
  packet.offset += 8;
  return packet.view.getUint16(packet.offset - 2);
}

/** The address family in either byte order; that of IPv6 differs between systems. */
function readLoopback(packet: Packet): number {
  if (!packet.has(4)) return etherTypes.none;
  const big = packet.view.getUint32(packet.offset);
  const family = big < 0x10000 ? big : packet.view.getUint32(packet.offset, true);
  packet.offset += 4;
  if (family === 2) return etherTypes.ipv4;
  return family === 10 || family === 24 || family === 28 || family === 30 ? etherTypes.ipv6 : etherTypes.none;
}

/** Eight bytes are asked for because tshark asks for them, and the counts are to agree. */
function rawVersion(packet: Packet): number {
  if (!packet.has(8)) return etherTypes.none;
  const version = packet.view.getUint8(packet.offset) >> 4;
  if (version === 4) return etherTypes.ipv4;
  return version === 6 ? etherTypes.ipv6 : etherTypes.none;
}
