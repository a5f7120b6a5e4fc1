import { ipVersion, readFraming, readPpp } from "./encapsulation.ts";
import { etherTypes, longestLength } from "./etherTypes.ts";
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

/** Moves the packet to its network layer; returns that one's EtherType, or `none`. */
export function readLink(packet: Packet, frames: ProtocolFrames): number {
  return readFraming(packet, frames, linkPayload(packet));
}

function linkPayload(packet: Packet): number {
  switch (packet.linkType) {
    case 1:
      return etherTypes.ethernet;
    case 113:
      return readCooked(packet, 16, 2, 14);
    case 276:
      return readCooked(packet, 20, 8, 0);
    case 0:
      return readNull(packet);
    case 108:
      return packet.has(4) ? family(packet, packet.view.getUint32(packet.offset)) : etherTypes.none;
    case 12:
    case 14:
    case 101:
      // Eight bytes are asked for because tshark asks for them, and the counts are to agree.
      return packet.has(8) ? ipVersion(packet) : etherTypes.none;
    case 228:
      return etherTypes.ipv4;
    case 229:
      return etherTypes.ipv6;
    default:
      return etherTypes.none;
  }
}

/** Messages to and from the kernel, not packets: https://www.tcpdump.org/linktypes/LINKTYPE_LINUX_SLL.html */
const netlinkHardware = 824;
/** What a Linux cooked header names otherwise than by EtherType. */
const cooked = { ethernet: 3, llc: 4, ppp: 7 } as const;

function readCooked(packet: Packet, header: number, hardwareAt: number, typeAt: number): number {
  if (!packet.has(header)) return etherTypes.none;
  const { view, offset } = packet;
  const type = view.getUint16(offset + typeAt);
  packet.offset += header;
  if (view.getUint16(offset + hardwareAt) === netlinkHardware) return etherTypes.none;
  switch (type) {
    case cooked.ethernet:
      return etherTypes.ethernet;
    case cooked.llc:
      return etherTypes.llc;
    case cooked.ppp:
      return readPpp(packet);
    default:
      return type;
  }
}

/** The address family in the byte order of whoever captured, in four bytes, or in the first two of them. */
function readNull(packet: Packet): number {
  if (!packet.has(4)) return etherTypes.none;
  const { view, offset } = packet;
  if (view.getUint16(offset) === 0xff03) return readPpp(packet);
  const big = view.getUint32(offset);
  if (big <= 0xffff) return family(packet, big);
  if (big === 0x20000) return family(packet, 2);
  const little = view.getUint32(offset, true);
  return family(packet, little <= 0xffff ? little : 0);
}

/** That of IPv6 differs between systems; above the lengths it is an EtherType. */
function family(packet: Packet, value: number): number {
  packet.offset += 4;
  if (value > longestLength) return packet.linkType === 0 ? value : etherTypes.none;
  if (value === 2) return etherTypes.ipv4;
  return value === 24 || value === 28 || value === 30 ? etherTypes.ipv6 : etherTypes.none;
}
