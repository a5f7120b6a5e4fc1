import { etherTypes } from "./etherTypes.ts";
import { readPpp } from "./ppp.ts";
import type { Packet } from "./packet.ts";

/**
 * https://www.tcpdump.org/linktypes/LINKTYPE_LINUX_SLL.html and LINKTYPE_LINUX_SLL2.html: offsets in bytes.
 */
const headers = {
  v1: { hardware: 2, protocol: 14, bytes: 16 },
  v2: { hardware: 8, protocol: 0, bytes: 20 },
} as const;
/** Messages to and from the kernel, which are not packets. */
const netlink = 824;
/** Protocols that have no EtherType. */
const protocols = { ethernet: 3, llc: 4, ppp: 7 } as const;

/** Moves the packet past a Linux cooked header; returns the EtherType of what follows, or `none`. */
export function readLinuxCooked(packet: Packet, version: keyof typeof headers): number {
  const header = headers[version];
  if (!packet.has(header.bytes)) return etherTypes.none;
  const { view, offset } = packet;
  const protocol = view.getUint16(offset + header.protocol);
  packet.offset += header.bytes;
  if (view.getUint16(offset + header.hardware) === netlink) return etherTypes.none;
  switch (protocol) {
    case protocols.ethernet:
      return etherTypes.ethernet;
    case protocols.llc:
      return etherTypes.llc;
    case protocols.ppp:
      return readPpp(packet);
    default:
      return protocol;
  }
}
