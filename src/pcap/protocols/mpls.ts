import { etherTypes } from "./etherTypes.ts";
import { ipEtherType } from "./ip.ts";
import type { Packet } from "./packet.ts";

/** A label stack entry, RFC 3032 section 2.1: the lowest bit of its third byte marks the last one. */
const label = { lastBitAt: 2, bytes: 4 } as const;
/** The control word of an Ethernet pseudowire, RFC 4448 section 4.6: two bytes of zero, and a number. */
const controlWordBytes = 4;

/**
 * Moves the packet past all labels; what follows shows in its first bits (RFC 4928). Two bytes of zero are a
 * control word rather than the beginning of an Ethernet address.
 */
export function readMpls(packet: Packet): number {
  for (;;) {
    if (!packet.has(label.bytes + 1)) return etherTypes.none;
    const last = packet.view.getUint8(packet.offset + label.lastBitAt) & 1;
    packet.offset += label.bytes;
    if (!last) continue;
    const type = ipEtherType(packet);
    if (type !== etherTypes.none || !packet.has(controlWordBytes)) return type;
    if (packet.view.getUint16(packet.offset) !== 0) return etherTypes.none;
    packet.offset += controlWordBytes;
    return etherTypes.ethernet;
  }
}
