import { etherTypes } from "./etherTypes.ts";
import type { Packet } from "./packet.ts";

/** The network service header (NSH), RFC 8300 section 2: offsets in bytes. Its length is in words of four. */
const header = { length: 1, metadataType: 2, next: 3, least: 8, bytesWithFixedMetadata: 24 } as const;
const fixedMetadata = 1;
/** By next protocol: IPv4, IPv6, Ethernet, NSH, MPLS. */
const carried: readonly number[] = [
  etherTypes.none,
  etherTypes.ipv4,
  etherTypes.ipv6,
  etherTypes.ethernet,
  etherTypes.serviceHeader,
  etherTypes.mpls,
];

/** Moves the packet past the header; returns the EtherType of what it carries, or `none`. */
export function readServiceHeader(packet: Packet): number {
  if (!packet.has(header.least)) return etherTypes.none;
  const { view, offset } = packet;
  const words = view.getUint8(offset + header.length) & 0x3f;
  const isFixed = view.getUint8(offset + header.metadataType) === fixedMetadata;
  const bytes = isFixed ? header.bytesWithFixedMetadata : Math.max(words * 4, header.least);
  if (!packet.has(bytes)) return etherTypes.none;
  packet.offset += bytes;
  return carried[view.getUint8(offset + header.next)] ?? etherTypes.none;
}
