import { ipv4, ipv6 } from "./flowKey.ts";
import type { AddressTable } from "./addressTable.ts";
import type { Packet } from "./packet.ts";

const fragment = 44;
const authentication = 51;
const noProtocol = 59;
/** Extension headers of one packet, more than any host sends. */
const mostExtensions = 32;

/** What the network layer says of the packet being read; reused for every packet. */
export class NetworkHeader {
  version = ipv4;
  source = 0;
  destination = 0;
  protocol = noProtocol;
  /** True for a fragment other than the first, which has no ports. */
  laterFragment = false;
}

/** Reads the header and moves the packet past it; false when it is not one, or is cut. */
export function readIpv4(packet: Packet, header: NetworkHeader): boolean {
  if (!packet.has(20)) return false;
  const { view, offset } = packet;
  const first = view.getUint8(offset);
  const headerBytes = (first & 15) * 4;
  if (first >> 4 !== 4 || headerBytes < 20) return false;
  const total = view.getUint16(offset + 2);
  // Zero where the network card cuts the segments, after the capture.
  if (total > 0 && total < headerBytes) return false;
  if (!packet.has(headerBytes)) return false;
  header.version = ipv4;
  header.source = view.getUint32(offset + 12);
  header.destination = view.getUint32(offset + 16);
  header.protocol = view.getUint8(offset + 9);
  header.laterFragment = (view.getUint16(offset + 6) & 0x1fff) !== 0;
  if (total > 0) packet.endAt(offset + total);
  packet.offset = offset + headerBytes;
  if (header.protocol === authentication && !header.laterFragment) readExtension(packet, header);
  return true;
}

/** Reads the header with its extensions and moves the packet past them; false when it is not one, or is cut. */
export function readIpv6(packet: Packet, header: NetworkHeader, addresses: AddressTable): boolean {
  if (!packet.has(40)) return false;
  const { view, offset } = packet;
  if (view.getUint8(offset) >> 4 !== 6) return false;
  const payload = view.getUint16(offset + 4);
  header.version = ipv6;
  header.source = addresses.number(view, offset + 8);
  header.destination = addresses.number(view, offset + 24);
  header.laterFragment = false;
  header.protocol = view.getUint8(offset + 6);
  // Zero for a jumbogram.
  if (payload > 0) packet.endAt(offset + 40 + payload);
  packet.offset = offset + 40;
  return readExtensions(packet, header);
}

function readExtensions(packet: Packet, header: NetworkHeader): boolean {
  for (let count = 0; isExtension(header.protocol) && !header.laterFragment; count += 1) {
    if (count === mostExtensions || !readExtension(packet, header)) return false;
  }
  return true;
}

function readExtension(packet: Packet, header: NetworkHeader): boolean {
  if (!packet.has(8)) return false;
  const { view, offset } = packet;
  const kind = header.protocol;
  const length = view.getUint8(offset + 1);
  if (kind === fragment) header.laterFragment = (view.getUint16(offset + 2) & 0xfff8) !== 0;
  const bytes = kind === fragment ? 8 : kind === authentication ? (length + 2) * 4 : (length + 1) * 8;
  if (!packet.has(bytes)) return false;
  header.protocol = view.getUint8(offset);
  packet.offset += bytes;
  return true;
}

/** https://www.iana.org/assignments/ipv6-parameters (extension headers); what ESP covers cannot be read. */
function isExtension(protocol: number): boolean {
  switch (protocol) {
    case 0:
    case 43:
    case fragment:
    case authentication:
    case 60:
    case 135:
    case 139:
    case 140:
      return true;
    default:
      return false;
  }
}
