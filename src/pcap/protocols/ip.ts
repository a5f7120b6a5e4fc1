import { etherTypes } from "./etherTypes.ts";
import type { Packet } from "./packet.ts";

/** The IP version of an address as flows store it. */
export const ipVersion = { ipv4: 0, ipv6: 1 } as const;

const noNextHeader = 59;

/** The network layer of the packet being read; one object serves all packets. */
export class IpHeader {
  version: number = ipVersion.ipv4;
  source = 0;
  destination = 0;
  /** The ends that the transport layer means, which IPv6 routing and mobility headers change. */
  transportSource = 0;
  transportDestination = 0;
  protocol = noNextHeader;
  hopLimit = 0;
  /** IPv4's identification, or IPv6's flow label. */
  identification = 0;
  /** True for the first fragment of several. */
  firstFragment = false;
  /** True for a fragment other than the first, which has no ports. */
  laterFragment = false;
}

/** Numbers IPv6 addresses, so that every address fits in 32 bits. An IPv4 address is its own number. */
export interface IpAddressNumbers {
  /** The number of the 16-byte address at this offset; 0 when there is no place for it. */
  number(view: DataView, offset: number): number;
  /** The same for an address that no packet has yet: such addresses may not fill the table. */
  mentionedNumber(view: DataView, offset: number): number;
}

/** One key for an address of either version. */
export const ipAddressKey = (version: number, address: number): number => version * 2 ** 32 + address;

/**
 * The EtherType of the IP packet at the packet's offset, by its version in the first four bits; or `none`.
 */
export function ipEtherType(packet: Packet): number {
  switch (packet.view.getUint8(packet.offset) >> 4) {
    case 4:
      return etherTypes.ipv4;
    case 6:
      return etherTypes.ipv6;
    default:
      return etherTypes.none;
  }
}

/**
 * Whether an address belongs to no public network: RFC 1918 and RFC 6598, and RFC 4193 for IPv6.
 *
 * @param firstGroup the first 16 bits of an IPv6 address
 */
export function isPrivateAddress(version: number, address: number, firstGroup: number): boolean {
  if (version !== ipVersion.ipv4) return (firstGroup & 0xfe00) === 0xfc00;
  const second = address >>> 16;
  return (
    address >>> 24 === 10 || (second & 0xfff0) === 0xac10 || second === 0xc0a8 || (second & 0xffc0) === 0x6440
  );
}
