import { ipVersion, type IpAddressNumbers, type IpHeader } from "./ip.ts";
import { readIpv6Extensions } from "./ipv6Extensions.ts";
import type { Packet } from "./packet.ts";

/** The IPv4 header, RFC 791 section 3.1: offsets in bytes. */
const header = {
  /** Version in the upper four bits, length in 32-bit words in the lower ones. */
  versionAndLength: 0,
  totalLength: 2,
  identification: 4,
  /** Flags in the upper three bits, fragment offset in the lower ones. */
  fragment: 6,
  hopLimit: 8,
  protocol: 9,
  source: 12,
  destination: 16,
  shortest: 20,
} as const;

const moreFragments = 0x2000;
const fragmentOffset = 0x1fff;

/** Reads the header and moves the packet past it; false when it is not one, or is cut. */
export function readIpv4(packet: Packet, ip: IpHeader, addresses: IpAddressNumbers): boolean {
  if (!packet.has(header.shortest)) return false;
  const { view, offset } = packet;
  const first = view.getUint8(offset + header.versionAndLength);
  const headerBytes = (first & 15) * 4;
  if (first >> 4 !== 4 || headerBytes < header.shortest) return false;
  const total = view.getUint16(offset + header.totalLength);
  // Zero when the network card segments the data after the capture.
  if (total > 0 && total < headerBytes) return false;
  if (!packet.has(headerBytes)) return false;
  ip.version = ipVersion.ipv4;
  ip.source = view.getUint32(offset + header.source);
  ip.destination = view.getUint32(offset + header.destination);
  if (headerBytes > header.shortest) {
    ip.destination =
      routedDestination(view, offset + header.shortest, offset + headerBytes) ?? ip.destination;
  }
  ip.transportSource = ip.source;
  ip.transportDestination = ip.destination;
  ip.hopLimit = view.getUint8(offset + header.hopLimit);
  ip.identification = view.getUint16(offset + header.identification);
  ip.protocol = view.getUint8(offset + header.protocol);
  const fragment = view.getUint16(offset + header.fragment);
  ip.laterFragment = (fragment & fragmentOffset) !== 0;
  ip.firstFragment = (fragment & (moreFragments | fragmentOffset)) === moreFragments;
  if (total > 0) packet.endAt(offset + total);
  packet.offset = offset + headerBytes;
  // An authentication header may follow here too.
  if (!ip.laterFragment) readIpv6Extensions(packet, ip, addresses);
  return true;
}

/** Options of RFC 791 section 3.1. A source route is: type, length, pointer (from 4), addresses. */
const options = { end: 0, padding: 1, looseRoute: 131, strictRoute: 137 } as const;
const addressBytes = 4;

/** The final destination of a packet with a source route; null without one, or past its last hop. */
function routedDestination(view: DataView, start: number, end: number): number | null {
  for (let at = start; at < end;) {
    const option = view.getUint8(at);
    if (option === options.end) return null;
    if (option === options.padding) {
      at += 1;
      continue;
    }
    if (at + 2 > end) return null;
    const length = view.getUint8(at + 1);
    if (length < 2 || at + length > end) return null;
    if (option === options.looseRoute || option === options.strictRoute) return lastHop(view, at, length);
    at += length;
  }
  return null;
}

function lastHop(view: DataView, at: number, length: number): number | null {
  const hops = Math.floor((length - 3) / addressBytes);
  const pointer = view.getUint8(at + 2);
  if (hops < 1 || pointer < 4 || pointer > length) return null;
  return view.getUint32(at + 3 + (hops - 1) * addressBytes);
}

/** 0x0a000004 → "10.0.0.4". */
export const ipv4Text = (address: number): string =>
  `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;
