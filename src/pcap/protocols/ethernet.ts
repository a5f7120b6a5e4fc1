import { etherTypes, longestLength } from "./etherTypes.ts";
import { readLlc } from "./llc.ts";
import type { Packet } from "./packet.ts";
import type { ProtocolFrames } from "./protocolFrames.ts";

/** The Ethernet header, IEEE 802.3 section 3.1: offsets in bytes. */
export const ethernetHeader = { type: 12, bytes: 14 } as const;

/** Moves the packet past the header; returns the EtherType of what follows, or `none`. */
export function readEthernet(packet: Packet, frames: ProtocolFrames): number {
  if (!packet.has(ethernetHeader.bytes)) return etherTypes.none;
  frames.eth += 1;
  const type = packet.view.getUint16(packet.offset + ethernetHeader.type);
  packet.offset += ethernetHeader.bytes;
  return type <= longestLength ? readLlc(packet, type) : type;
}
