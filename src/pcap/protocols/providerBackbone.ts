import { etherTypes } from "./etherTypes.ts";
import type { Packet } from "./packet.ts";

/**
 * IEEE 802.1Q section 9.7: a service tag, then addresses and EtherType of the frame that is carried; offsets
 * in bytes.
 */
const header = { type: 16, bytes: 18 } as const;

/** Moves the packet past the header; returns the EtherType of the frame that is carried, or `none`. */
export function readProviderBackbone(packet: Packet): number {
  if (!packet.has(header.bytes)) return etherTypes.none;
  const type = packet.view.getUint16(packet.offset + header.type);
  packet.offset += header.bytes;
  return type;
}
