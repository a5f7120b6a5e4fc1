import { ipv4, ipv6 } from "../flows/flowKind.ts";
import { jumboPayload, readExtensions } from "./ipv6Extensions.ts";
import { routedDestination } from "./sourceRoute.ts";
import type { AddressTable } from "../flows/addressTable.ts";
import type { Packet } from "./packet.ts";

const noProtocol = 59;
const shortestHeader = 20;

/** What the network layer says of the packet being read; reused for every packet. */
export class NetworkHeader {
  version = ipv4;
  source = 0;
  destination = 0;
  /** The ends that the transport layer means, which routing and mobility headers of IPv6 change. */
  transportSource = 0;
  transportDestination = 0;
  protocol = noProtocol;
  /** True for the first fragment of several. */
  firstFragment = false;
  /** True for a fragment other than the first, which has no ports. */
  laterFragment = false;
}

/** Reads the header and moves the packet past it; false when it is not one, or is cut. */
export function readIpv4(packet: Packet, header: NetworkHeader, addresses: AddressTable): boolean {
  if (!packet.has(shortestHeader)) return false;
  const { view, offset } = packet;
  const first = view.getUint8(offset);
  const headerBytes = (first & 15) * 4;
  if (first >> 4 !== 4 || headerBytes < shortestHeader) return false;
  const total = view.getUint16(offset + 2);
  // Zero where the network card cuts the segments, after the capture.
  if (total > 0 && total < headerBytes) return false;
  if (!packet.has(headerBytes)) return false;
  header.version = ipv4;
  header.source = view.getUint32(offset + 12);
  header.destination = view.getUint32(offset + 16);
  if (headerBytes > shortestHeader) {
    header.destination =
      routedDestination(view, offset + shortestHeader, offset + headerBytes) ?? header.destination;
  }
  header.transportSource = header.source;
  header.transportDestination = header.destination;
  header.protocol = view.getUint8(offset + 9);
  const fragment = view.getUint16(offset + 6);
  header.laterFragment = (fragment & 0x1fff) !== 0;
  header.firstFragment = (fragment & 0x3fff) === 0x2000;
  if (total > 0) packet.endAt(offset + total);
  packet.offset = offset + headerBytes;
  if (!header.laterFragment) readExtensions(packet, header, addresses);
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
  header.transportSource = header.source;
  header.transportDestination = header.destination;
  header.laterFragment = false;
  header.firstFragment = false;
  header.protocol = view.getUint8(offset + 6);
  packet.offset = offset + 40;
  packet.endAt(offset + 40 + (payload > 0 ? payload : jumboPayload(packet, header.protocol)));
  return readExtensions(packet, header, addresses);
}
