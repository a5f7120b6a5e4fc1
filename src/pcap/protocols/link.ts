import { readEncapsulation } from "./encapsulation.ts";
import { ethernetHeader } from "./ethernet.ts";
import { etherTypes } from "./etherTypes.ts";
import { ipEtherType } from "./ip.ts";
import { readLinuxCooked } from "./linuxCooked.ts";
import { readLoopback, readNullLoopback } from "./loopback.ts";
import type { Packet } from "./packet.ts";
import type { ProtocolFrames } from "./protocolFrames.ts";

/** https://www.tcpdump.org/linktypes.html */
export const linkTypes = {
  null: 0,
  ethernet: 1,
  /** DLT_RAW differs between systems, and some write it as it is. */
  rawOnLinux: 12,
  rawOnOpenBsd: 14,
  raw: 101,
  loopback: 108,
  cooked: 113,
  rawIpv4: 228,
  rawIpv6: 229,
  cookedV2: 276,
} as const;

/** The link types that are read, in words. */
export const linkTypeNames: ReadonlyMap<number, string> = new Map([
  [linkTypes.null, "loopback"],
  [linkTypes.ethernet, "Ethernet"],
  [linkTypes.rawOnLinux, "raw IP"],
  [linkTypes.rawOnOpenBsd, "raw IP"],
  [linkTypes.raw, "raw IP"],
  [linkTypes.loopback, "loopback"],
  [linkTypes.cooked, "Linux cooked v1"],
  [linkTypes.rawIpv4, "raw IPv4"],
  [linkTypes.rawIpv6, "raw IPv6"],
  [linkTypes.cookedV2, "Linux cooked v2"],
]);

/** Moves the packet to its network layer; returns the EtherType of that, or `none`. */
export function readLink(packet: Packet, frames: ProtocolFrames): number {
  const { view, offset } = packet;
  // Most packets are these; they go the shorter way.
  if (
    packet.linkType === linkTypes.ethernet &&
    packet.has(ethernetHeader.bytes) &&
    view.getUint16(offset + ethernetHeader.type) === etherTypes.ipv4
  ) {
    frames.eth += 1;
    packet.offset = offset + ethernetHeader.bytes;
    return etherTypes.ipv4;
  }
  return readEncapsulation(packet, frames, payloadType(packet));
}

function payloadType(packet: Packet): number {
  switch (packet.linkType) {
    case linkTypes.ethernet:
      return etherTypes.ethernet;
    case linkTypes.cooked:
      return readLinuxCooked(packet, "v1");
    case linkTypes.cookedV2:
      return readLinuxCooked(packet, "v2");
    case linkTypes.null:
      return readNullLoopback(packet);
    case linkTypes.loopback:
      return readLoopback(packet);
    case linkTypes.rawOnLinux:
    case linkTypes.rawOnOpenBsd:
    case linkTypes.raw:
      // Eight bytes, because tshark requires them and the counts have to agree.
      return packet.has(8) ? ipEtherType(packet) : etherTypes.none;
    case linkTypes.rawIpv4:
      return etherTypes.ipv4;
    case linkTypes.rawIpv6:
      return etherTypes.ipv6;
    default:
      return etherTypes.none;
  }
}
