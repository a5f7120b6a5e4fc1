import { etherTypes } from "../etherTypes.ts";
import { networkKind, noteVirtualNetwork } from "./virtualNetwork.ts";
import type { Packet } from "../packet.ts";

/**
 * The Geneve header, RFC 8926 section 3.4: offsets in bytes. Options have a length in words of four bytes.
 */
const header = { optionsLength: 0, type: 2, network: 4, bytes: 8 } as const;

/** Moves the packet past the header; returns the EtherType of what it carries, or `none`. */
export function readGeneve(packet: Packet): number {
  if (!packet.has(header.bytes)) return etherTypes.none;
  const { view, offset } = packet;
  const bytes = header.bytes + (view.getUint8(offset + header.optionsLength) & 0x3f) * 4;
  if (!packet.has(bytes)) return etherTypes.none;
  noteVirtualNetwork(packet, networkKind.geneve, offset + header.network);
  packet.offset += bytes;
  const type = view.getUint16(offset + header.type);
  return type === etherTypes.ipv4 || type === etherTypes.ipv6 || type === etherTypes.ethernet
    ? type
    : etherTypes.none;
}
