import { etherTypes } from "./etherTypes.ts";
import type { Packet } from "./packet.ts";

/**
 * The tag of IEEE 802.1AE section 9.3 behind its EtherType: offsets in bytes. With its flag, a channel's
 * identifier follows; then comes the EtherType of the content. A check value ends the frame.
 */
const tag = { flags: 0, bytes: 6, channelBytes: 8, checkBytes: 16 } as const;
const flag = { channel: 0x20, encrypted: 8, changed: 4 } as const;

/** Moves the packet past the tag; returns the EtherType of what is carried in clear, or `none`. */
export function readMacsec(packet: Packet): number {
  if (!packet.has(tag.bytes)) return etherTypes.none;
  const flags = packet.view.getUint8(packet.offset + tag.flags);
  const bytes = tag.bytes + (flags & flag.channel ? tag.channelBytes : 0);
  if (flags & (flag.encrypted | flag.changed) || !packet.has(bytes + 2)) return etherTypes.none;
  const type = packet.view.getUint16(packet.offset + bytes);
  packet.offset += bytes + 2;
  packet.endAt(packet.wireEnd - tag.checkBytes);
  return type;
}
