import { etherTypes } from "../etherTypes.ts";
import { readPpp } from "../ppp.ts";
import { networkKind, noteVirtualNetwork } from "./virtualNetwork.ts";
import type { Packet } from "../packet.ts";

/** The GRE header, RFC 2784 section 2: offsets in bytes. Each flag adds an optional field of four bytes. */
const header = { flags: 0, type: 2, bytes: 4 } as const;
/** RFC 2784, RFC 2890 and RFC 1701; the last is of the version for PPTP (RFC 2637 section 4.1). */
const flag = {
  checksum: 0x8000,
  routing: 0x4000,
  key: 0x2000,
  sequence: 0x1000,
  acknowledgment: 0x80,
} as const;
const optionalFieldBytes = 4;
const ppp = 0x880b;
const erspan = { typeTwo: 0x88be, typeThree: 0x22eb } as const;
const carried: readonly number[] = [
  etherTypes.ipv4,
  etherTypes.ipv6,
  etherTypes.arp,
  etherTypes.ethernet,
  etherTypes.mpls,
  etherTypes.mplsMulticast,
  etherTypes.serviceHeader,
];

/** Moves the packet past the header; returns the EtherType of what it carries, or `none`. */
export function readGre(packet: Packet): number {
  if (!packet.has(header.bytes)) return etherTypes.none;
  const flags = packet.view.getUint16(packet.offset + header.flags);
  const type = packet.view.getUint16(packet.offset + header.type);
  // Routes of RFC 1701 have no length of their own, and RFC 2784 gave them up.
  if (flags & flag.routing) return etherTypes.none;
  const optional = [
    flags & flag.checksum,
    flags & flag.key,
    flags & flag.sequence,
    flags & flag.acknowledgment,
  ];
  const bytes = header.bytes + optionalFieldBytes * optional.filter((present) => present !== 0).length;
  if (!packet.has(bytes)) return etherTypes.none;
  // NVGRE, RFC 7637 section 3.2: the key is the network's number, then eight bits of the flow.
  if (type === etherTypes.ethernet && flags & flag.key)
    noteVirtualNetwork(packet, networkKind.nvgre, keyAt(packet.offset, flags));
  packet.offset += bytes;
  if (type === ppp) return readPpp(packet);
  if (type === erspan.typeTwo || type === erspan.typeThree) return readErspan(packet, type, flags);
  return carried.includes(type) ? type : etherTypes.none;
}

const keyAt = (offset: number, flags: number): number =>
  offset + header.bytes + (flags & flag.checksum ? optionalFieldBytes : 0);

/** Headers of ERSPAN, draft-foschiano-erspan-03 sections 4.2 and 4.3: offsets in bytes. */
const erspanHeader = { twoBytes: 8, threeBytes: 12, threeFlags: 11, threeSubheaderBytes: 8 } as const;

/** A mirrored Ethernet frame. Type II without a sequence number is type I, which has no header. */
function readErspan(packet: Packet, type: number, flags: number): number {
  if (type === erspan.typeTwo) packet.offset += flags & flag.sequence ? erspanHeader.twoBytes : 0;
  else if (!packet.has(erspanHeader.threeBytes)) return etherTypes.none;
  else {
    const subheader = packet.view.getUint8(packet.offset + erspanHeader.threeFlags) & 1;
    packet.offset += erspanHeader.threeBytes + (subheader ? erspanHeader.threeSubheaderBytes : 0);
  }
  return etherTypes.ethernet;
}
