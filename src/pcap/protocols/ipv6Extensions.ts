import { ipv6 } from "../flows/flowKind.ts";
import type { AddressTable } from "../flows/addressTable.ts";
import type { NetworkHeader } from "./ipv4.ts";
import type { Packet } from "./packet.ts";

/** https://www.iana.org/assignments/ipv6-parameters; what ESP covers cannot be read, and behind mobility and HIP comes nothing. */
const extension = {
  hopByHop: 0,
  routing: 43,
  fragment: 44,
  authentication: 51,
  destination: 60,
  shim: 140,
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

/** Moves the packet past the headers between the network's and the transport's; false when one is cut. */
export function readExtensions(packet: Packet, header: NetworkHeader, addresses: AddressTable): boolean {
  while (isExtension(header.protocol) && !header.laterFragment) {
    if (!readExtension(packet, header, addresses)) return false;
  }
  return true;
}

function readExtension(packet: Packet, header: NetworkHeader, addresses: AddressTable): boolean {
  if (!packet.has(8)) return false;
  const { view, offset } = packet;
  const kind = header.protocol;
  const length = view.getUint8(offset + 1);
  const bytes =
    kind === extension.fragment ? 8 : kind === extension.authentication ? (length + 2) * 4 : (length + 1) * 8;
  if (!packet.has(bytes)) return false;
  if (kind === extension.fragment) {
    const fragment = view.getUint16(offset + 2);
    header.laterFragment = (fragment & 0xfff8) !== 0;
    if ((fragment & 0xfff9) === 1) header.firstFragment = true;
  }
  if (header.version === ipv6 && kind === extension.routing) {
    readRouting(view, offset, bytes, header, addresses);
  }
  if (kind === extension.hopByHop || kind === extension.destination) {
    if (!areOptionsWhole(packet, offset + bytes)) return false;
    if (header.version === ipv6) readHomeAddress(view, offset, offset + bytes, header, addresses);
  }
  header.protocol = view.getUint8(offset);
  packet.offset += bytes;
  return true;
}

const routing = { source: 0, mobile: 2, segments: 4 } as const;

/** Where the packet goes in the end: RFC 2460 section 4.4, RFC 6275 section 6.4, RFC 8754 section 2. */
function readRouting(
  view: DataView,
  offset: number,
  bytes: number,
  header: NetworkHeader,
  addresses: AddressTable,
): void {
  const type = view.getUint8(offset + 2);
  const left = view.getUint8(offset + 3);
  const hops = Math.floor((bytes - 8) / addressBytes);
  if (left === 0 || hops === 0) return;
  if (type === routing.source) {
    header.transportDestination = addresses.number(view, offset + 8 + (hops - 1) * addressBytes);
  } else if (type === routing.mobile || type === routing.segments) {
    header.transportDestination = addresses.number(view, offset + 8);
  }
}

const option = { padding: 0, jumbo: 0xc2, homeAddress: 0xc9 } as const;

/** Place of an option's value within an extension header; -1 without that option. */
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

/** Who a mobile node is when it is at home: RFC 6275, section 6.3. */
function readHomeAddress(
  view: DataView,
  start: number,
  end: number,
  header: NetworkHeader,
  addresses: AddressTable,
): void {
  const at = findOption(view, start, end, option.homeAddress, addressBytes);
  if (at >= 0) header.transportSource = addresses.number(view, at);
}

/** Length of a packet whose header says 0, from the option that a jumbogram has (RFC 2675); 0 without it. */
export function jumboPayload(packet: Packet, protocol: number): number {
  if (protocol !== extension.hopByHop || !packet.has(8)) return 0;
  const { view, offset } = packet;
  const end = offset + (view.getUint8(offset + 1) + 1) * 8;
  const at = end > packet.capturedEnd ? -1 : findOption(view, offset, end, option.jumbo, 4);
  const length = at < 0 ? 0 : view.getUint32(at);
  return length > longestOrdinary ? length : 0;
}
