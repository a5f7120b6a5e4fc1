import { etherTypes } from "./etherTypes.ts";
import { ipEtherType } from "./ip.ts";
import type { Packet } from "./packet.ts";

/** A label stack entry, RFC 3032 section 2.1: the lowest bit of its third byte marks the last one. */
const label = { lastBitAt: 2, bytes: 4 } as const;

/** Moves the packet past all labels; what follows shows in its first bits (RFC 4928). */
export function readMpls(packet: Packet): number {
  for (;;) {
    if (!packet.has(label.bytes + 1)) return etherTypes.none;
    const last = packet.view.getUint8(packet.offset + label.lastBitAt) & 1;
    packet.offset += label.bytes;
    if (last) return ipEtherType(packet);
  }
}
