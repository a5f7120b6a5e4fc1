import { ipVersion } from "./ip.ts";
import type { Packet } from "./packet.ts";

/**
 * An error message of ICMP (RFC 792, RFC 1191) or ICMPv6 (RFC 4443): offsets in bytes. The MTU that a packet
 * must not exceed has two bytes in ICMP, four in ICMPv6.
 */
export const icmpError = { type: 0, code: 1, mtu: 6, mtuOfIpv6: 4, quote: 8 } as const;

/** RFC 792 and RFC 4443 section 2.1. */
const errorTypes: Readonly<Record<"ipv4" | "ipv6", readonly number[]>> = {
  ipv4: [3, 4, 5, 11, 12],
  ipv6: [1, 2, 3, 4],
};

/** Moves the packet from an ICMP message to the packet that it quotes; false when it quotes none. */
export function readIcmpQuote(packet: Packet, version: number): boolean {
  if (!packet.has(icmpError.quote + 1)) return false;
  const types = version === ipVersion.ipv4 ? errorTypes.ipv4 : errorTypes.ipv6;
  if (!types.includes(packet.view.getUint8(packet.offset + icmpError.type))) return false;
  packet.offset += icmpError.quote;
  return true;
}

/** What an error message means for the packet that it quotes. */
export const icmpReason = {
  /** Of no interest here, such as a redirect. */
  other: 0,
  host: 1,
  protocol: 2,
  port: 3,
  /** A rule forbids it. */
  prohibited: 4,
  tooBig: 5,
  /** It passed as many routers as it may. */
  hops: 6,
  /** Some of its fragments did not come in time. */
  fragments: 7,
} as const;
export type IcmpReason = (typeof icmpReason)[keyof typeof icmpReason];

const { other, host, protocol, port, prohibited, tooBig, hops, fragments } = icmpReason;
/** Codes of "unreachable": https://www.iana.org/assignments/icmp-parameters, and RFC 4443 section 3.1. */
const ipv4Unreachable: readonly IcmpReason[] = [
  ...[host, host, protocol, port, tooBig, host, host, host, host],
  ...[prohibited, prohibited, host, host, prohibited, host, host],
];
const ipv6Unreachable: readonly IcmpReason[] = [host, prohibited, host, host, port, prohibited, host, host];
const types = { ipv4: { unreachable: 3, time: 11 }, ipv6: { unreachable: 1, tooBig: 2, time: 3 } } as const;

export function icmpReasonOf(version: number, type: number, code: number): IcmpReason {
  const kinds = version === ipVersion.ipv4 ? types.ipv4 : types.ipv6;
  if (type === kinds.unreachable)
    return (version === ipVersion.ipv4 ? ipv4Unreachable : ipv6Unreachable)[code] ?? host;
  if (type === kinds.time) return code === 0 ? hops : code === 1 ? fragments : other;
  return version === ipVersion.ipv6 && type === types.ipv6.tooBig ? tooBig : other;
}
