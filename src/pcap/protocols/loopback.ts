import { etherTypes, longestLength } from "./etherTypes.ts";
import { readPpp } from "./ppp.ts";
import type { Packet } from "./packet.ts";

const headerBytes = 4;
/** Address families; that of IPv6 differs between NetBSD, FreeBSD and macOS. */
const families = { ipv4: 2, ipv6: [24, 28, 30] as readonly number[] };
const addressAndControl = 0xff03;

/** https://www.tcpdump.org/linktypes/LINKTYPE_LOOP.html: the address family in network byte order. */
export function readLoopback(packet: Packet): number {
  if (!packet.has(headerBytes)) return etherTypes.none;
  const family = packet.view.getUint32(packet.offset);
  packet.offset += headerBytes;
  return family > longestLength ? etherTypes.none : etherTypeOf(family);
}

/**
 * https://www.tcpdump.org/linktypes/LINKTYPE_NULL.html: the address family in the byte order of the machine
 * that captured, in four bytes or in the first two of them. Some systems write an EtherType behind two other
 * bytes, such as those of Cisco's HDLC, or a PPP header.
 */
export function readNullLoopback(packet: Packet): number {
  if (!packet.has(headerBytes)) return etherTypes.none;
  const { view, offset } = packet;
  if (view.getUint16(offset) === addressAndControl) return readPpp(packet);
  packet.offset += headerBytes;
  const family = familyAt(view, offset);
  return family > longestLength ? family : etherTypeOf(family);
}

/** The first value from which on two bytes are an EtherType, as tshark decides it. */
const leastType = 0x600;

/** In this order, as in tshark: one of the four bytes, two of them, or an EtherType in the last two. */
function familyAt(view: DataView, offset: number): number {
  const little = view.getUint32(offset, true);
  const [lower, upper] = [little & 0xffff, little >>> 16];
  if (upper === 0) return (lower & 0xff) === 0 && lower < leastType ? lower >>> 8 : lower;
  if (upper < 6) return upper;
  const big = view.getUint32(offset);
  return big > longestLength ? big & 0xffff : big;
}

function etherTypeOf(family: number): number {
  if (family === families.ipv4) return etherTypes.ipv4;
  return families.ipv6.includes(family) ? etherTypes.ipv6 : etherTypes.none;
}
