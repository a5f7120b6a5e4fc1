import { ipVersion, type IpAddressNumbers, type IpHeader } from "./ip.ts";
import { ipv4Text } from "./ipv4.ts";
import { ipv6JumboPayload, readIpv6Extensions } from "./ipv6Extensions.ts";
import type { Packet } from "./packet.ts";

/** The IPv6 header, RFC 8200 section 3: offsets in bytes. */
const header = {
  version: 0,
  payloadLength: 4,
  nextHeader: 6,
  hopLimit: 7,
  source: 8,
  destination: 24,
  bytes: 40,
} as const;
/** Of the first word. */
const flowLabel = 0xfffff;

/**
 * Reads the header with its extensions and moves the packet past them; false when it is not one, or is cut.
 */
export function readIpv6(packet: Packet, ip: IpHeader, addresses: IpAddressNumbers): boolean {
  if (!packet.has(header.bytes)) return false;
  const { view, offset } = packet;
  if (view.getUint8(offset + header.version) >> 4 !== 6) return false;
  const payload = view.getUint16(offset + header.payloadLength);
  ip.version = ipVersion.ipv6;
  ip.source = addresses.number(view, offset + header.source);
  ip.destination = addresses.number(view, offset + header.destination);
  ip.transportSource = ip.source;
  ip.transportDestination = ip.destination;
  ip.laterFragment = false;
  ip.firstFragment = false;
  ip.hopLimit = view.getUint8(offset + header.hopLimit);
  ip.identification = view.getUint32(offset) & flowLabel;
  ip.protocol = view.getUint8(offset + header.nextHeader);
  packet.offset = offset + header.bytes;
  packet.endAt(packet.offset + (payload > 0 ? payload : ipv6JumboPayload(packet, ip.protocol)));
  return readIpv6Extensions(packet, ip, addresses);
}

/** The first six groups of ::ffff:0:0/96, whose addresses are those of IPv4 (RFC 4291 section 2.5.5.2). */
const mappedPrefix: readonly number[] = [0, 0, 0, 0, 0, 0xffff];

/**
 * The text of eight groups in the form of RFC 5952: lower case, the longest run of zero groups as "::", and
 * an IPv4-mapped address with the IPv4 address in it.
 */
export function ipv6Text(groups: readonly number[]): string {
  const [, , , , , , high = 0, low = 0] = groups;
  if (mappedPrefix.every((group, index) => groups[index] === group))
    return `::ffff:${ipv4Text(high * 0x10000 + low)}`;
  let best = 1;
  let bestStart = -1;
  groups.forEach((_, start) => {
    const length = zeroGroups(groups, start);
    if (length > best) [best, bestStart] = [length, start];
  });
  const text = (part: readonly number[]) => part.map((group) => group.toString(16)).join(":");
  return bestStart < 0
    ? text(groups)
    : `${text(groups.slice(0, bestStart))}::${text(groups.slice(bestStart + best))}`;
}

function zeroGroups(groups: readonly number[], start: number): number {
  let length = 0;
  while (groups[start + length] === 0) length += 1;
  return length;
}
