import { addressText } from "./address.ts";
import { checksum } from "./checksum.ts";
import { ethernet, etherType } from "./ethernet.ts";
import { field8, field16, field32 } from "./field.ts";
import type { Frame, IpHeaders } from "./frame.ts";
import type { NetworkHost } from "./networkHost.ts";

export const ipProtocol = { icmp: 1, tcp: 6, udp: 17, icmpv6: 58 } as const;
type IpProtocol = (typeof ipProtocol)[keyof typeof ipProtocol];

const protocolName: Readonly<Record<IpProtocol, IpHeaders["protocol"]>> = {
  1: "ICMP",
  6: "TCP",
  17: "UDP",
  58: "ICMPv6",
};

interface Datagram {
  readonly from: NetworkHost;
  readonly to: NetworkHost;
  /** The ports inside the payload; none in ICMP. */
  readonly ports?: { readonly from: number; readonly to: number };
  readonly protocol: IpProtocol;
  /** IPv4's identification field. */
  readonly identification: number;
  readonly payload: Buffer;
}

/** An Ethernet frame with an IP packet. The addresses decide the version. */
export function ipFrame(datagram: Datagram): Frame {
  const { from, to, ports, protocol } = datagram;
  const bytes =
    from.address.length === 4
      ? ethernet(from.mac, to.mac, etherType.ipv4, ipv4(datagram))
      : ethernet(from.mac, to.mac, etherType.ipv6, ipv6(datagram));
  const ip = {
    from: { address: addressText(from.address), port: ports?.from ?? null },
    to: { address: addressText(to.address), port: ports?.to ?? null },
    protocol: protocolName[protocol],
  };
  return { bytes, ip };
}

const dontFragment = 0x4000;

function ipv4({ from, to, protocol, identification, payload }: Datagram): Buffer {
  const header = Buffer.concat([
    field8(0x45, 0),
    field16(20 + payload.length, identification & 0xffff, dontFragment),
    field8(from.hopLimit, protocol),
    field16(0),
    from.address,
    to.address,
  ]);
  header.writeUInt16BE(checksum(header), 10);
  return Buffer.concat([header, payload]);
}

function ipv6({ from, to, protocol, payload }: Datagram): Buffer {
  return Buffer.concat([
    field32(0x60000000),
    field16(payload.length),
    field8(protocol, from.hopLimit),
    from.address,
    to.address,
    payload,
  ]);
}

/** The checksum of TCP, UDP and ICMPv6. It covers the addresses too (RFC 9293, 768, 8200). */
export function transportChecksum(
  from: NetworkHost,
  to: NetworkHost,
  protocol: IpProtocol,
  segment: Buffer,
): number {
  return checksum(from.address, to.address, field16(protocol, segment.length), segment);
}

const headerAt = 14;
const hopLimitAt = { 4: headerAt + 8, 6: headerAt + 7 } as const;
const checksumAt = headerAt + 10;

/** The frame behind a router: with a hop less to go, and the same for all else. ARP stays as it is. */
export function forwarded(frame: Frame): Frame {
  if (frame.ip === null) return frame;
  const bytes = Buffer.from(frame.bytes);
  const version = bytes.readUInt8(headerAt) >> 4 === 4 ? 4 : 6;
  bytes.writeUInt8(bytes.readUInt8(hopLimitAt[version]) - 1, hopLimitAt[version]);
  if (version === 6) return { ...frame, bytes };
  bytes.writeUInt16BE(0, checksumAt);
  bytes.writeUInt16BE(checksum(bytes.subarray(headerAt, headerAt + 20)), checksumAt);
  return { ...frame, bytes };
}
