import { etherTypes } from "./etherTypes.ts";
import type { Packet } from "./packet.ts";

/** A VLAN tag behind its EtherType, IEEE 802.1Q section 9.6: offsets in bytes. */
const tag = { type: 2, bytes: 4 } as const;

/**
 * Moves the packet past the tag; returns the EtherType of what follows (which may be a length), or `none`.
 */
export function readVlan(packet: Packet): number {
  if (!packet.has(tag.bytes)) return etherTypes.none;
  const type = packet.view.getUint16(packet.offset + tag.type);
  packet.offset += tag.bytes;
  return type;
}
