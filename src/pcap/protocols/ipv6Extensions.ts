import { ipVersion, type IpAddressNumbers, type IpHeader } from "./ip.ts";
import type { Packet } from "./packet.ts";

/**
 * Extension headers, RFC 8200 section 4 and https://www.iana.org/assignments/ipv6-parameters. ESP hides what
 * follows it, and nothing follows a mobility header. Each begins: next header, length, type-specific bytes.
 */
const extension = {
  hopByHop: 0,
  routing: 43,
  fragment: 44,
  authentication: 51,
  destination: 60,
  shim: 140,
} as const;
const header = {
  nextHeader: 0,
  length: 1,
  routingType: 2,
  segmentsLeft: 3,
  fragmentOffset: 2,
  least: 8,
} as const;
const addressBytes = 16;
const longestOrdinary = 0xffff;

const isExtension = (protocol: number): boolean =>
  protocol === extension.hopByHop ||
  protocol === extension.routing ||
  protocol === extension.fragment ||
  protocol === extension.authentication ||
  protocol === extension.destination ||
  protocol === extension.shim;

/** Moves the packet past the headers between network and transport layer; false when one is cut. */
export function readIpv6Extensions(packet: Packet, ip: IpHeader, addresses: IpAddressNumbers): boolean {
  while (isExtension(ip.protocol) && !ip.laterFragment) {
    if (!readExtension(packet, ip, addresses)) return false;
  }
  return true;
}

function readExtension(packet: Packet, ip: IpHeader, addresses: IpAddressNumbers): boolean {
  if (!packet.has(header.least)) return false;
  const { view, offset } = packet;
  const kind = ip.protocol;
  const length = view.getUint8(offset + header.length);
  const bytes =
    kind === extension.fragment ? 8 : kind === extension.authentication ? (length + 2) * 4 : (length + 1) * 8;
  if (!packet.has(bytes)) return false;
  if (kind === extension.fragment) {
    const fragment = view.getUint16(offset + header.fragmentOffset);
    ip.laterFragment = (fragment & 0xfff8) !== 0;
    if ((fragment & 0xfff9) === 1) ip.firstFragment = true;
  }
  if (ip.version === ipVersion.ipv6 && kind === extension.routing) {
    readRouting(view, offset, bytes, ip, addresses);
  }
  if (kind === extension.hopByHop || kind === extension.destination) {
    if (!areOptionsWhole(packet, offset + bytes)) return false;
    if (ip.version === ipVersion.ipv6) readHomeAddress(view, offset, offset + bytes, ip, addresses);
  }
  ip.protocol = view.getUint8(offset + header.nextHeader);
  packet.offset += bytes;
  return true;
}

const routing = { source: 0, mobile: 2, segments: 4 } as const;

/** Reads the final destination: RFC 2460 section 4.4, RFC 6275 section 6.4, RFC 8754 section 2. */
function readRouting(
  view: DataView,
  offset: number,
  bytes: number,
  ip: IpHeader,
  addresses: IpAddressNumbers,
): void {
  const type = view.getUint8(offset + header.routingType);
  const left = view.getUint8(offset + header.segmentsLeft);
  const hops = Math.floor((bytes - 8) / addressBytes);
  if (left === 0 || hops === 0) return;
  if (type === routing.source) {
    ip.transportDestination = addresses.number(view, offset + 8 + (hops - 1) * addressBytes);
  } else if (type === routing.mobile || type === routing.segments) {
    ip.transportDestination = addresses.number(view, offset + 8);
  }
}

const option = { padding: 0, jumbo: 0xc2, homeAddress: 0xc9 } as const;

/** Offset of an option's value within an extension header; -1 without that option. */
function findOption(view: DataView, start: number, end: number, wanted: number, size: number): number {
  for (let at = start + 2; at + 2 <= end;) {
    const type = view.getUint8(at);
    if (type === option.padding) {
      at += 1;
      continue;
    }
    const length = view.getUint8(at + 1);
    if (type === wanted && length === size && at + 2 + length <= end) return at + 2;
    at += 2 + length;
  }
  return -1;
}

/** Whether every option of the extension header at the packet's offset ends within the packet. */
function areOptionsWhole({ view, offset, capturedEnd }: Packet, end: number): boolean {
  for (let at = offset + 2; at < end;) {
    if (view.getUint8(at) === option.padding) at += 1;
    else if (at + 2 > capturedEnd) return false;
    else at += 2 + view.getUint8(at + 1);
    if (at > capturedEnd) return false;
  }
  return true;
}

/** Reads the home address of a mobile node, RFC 6275 section 6.3. */
function readHomeAddress(
  view: DataView,
  start: number,
  end: number,
  ip: IpHeader,
  addresses: IpAddressNumbers,
): void {
  const at = findOption(view, start, end, option.homeAddress, addressBytes);
  if (at >= 0) ip.transportSource = addresses.number(view, at);
}

/**
 * Payload length of a jumbogram, from its option (RFC 2675), when the IPv6 header has 0; 0 without the
 * option.
 */
export function ipv6JumboPayload(packet: Packet, protocol: number): number {
  if (protocol !== extension.hopByHop || !packet.has(header.least)) return 0;
  const { view, offset } = packet;
  const end = offset + (view.getUint8(offset + 1) + 1) * 8;
  const at = end > packet.capturedEnd ? -1 : findOption(view, offset, end, option.jumbo, 4);
  const length = at < 0 ? 0 : view.getUint32(at);
  return length > longestOrdinary ? length : 0;
}
