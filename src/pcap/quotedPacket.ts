import { ipv4, ipv6 } from "./flowKey.ts";
import type { Packet } from "./packet.ts";

const udp = 17;
/** Of an ICMP or ICMPv6 error: type, code, checksum, and four bytes that depend on the type. */
const errorHeaderBytes = 8;
const errors = { [ipv4]: [3, 4, 5, 11, 12], [ipv6]: [1, 2, 3, 4] } as const;

/**
 * Moves the packet from an ICMP error to the UDP header that it quotes; false when it quotes none. tshark counts what such a
 * datagram carries, though not the quoted headers.
 */
export function findQuotedDatagram(packet: Packet, version: number): boolean {
  if (!packet.has(errorHeaderBytes + 1)) return false;
  const types: readonly number[] = version === ipv4 ? errors[ipv4] : errors[ipv6];
  if (!types.includes(packet.view.getUint8(packet.offset))) return false;
  packet.offset += errorHeaderBytes;
  const headerBytes = version === ipv4 ? quotedIpv4(packet) : quotedIpv6(packet);
  if (headerBytes === 0 || !packet.has(headerBytes + 8)) return false;
  packet.offset += headerBytes;
  return true;
}

function quotedIpv4({ view, offset, capturedEnd }: Packet): number {
  if (offset + 20 > capturedEnd || view.getUint8(offset) >> 4 !== 4) return 0;
  const laterFragment = (view.getUint16(offset + 6) & 0x1fff) !== 0;
  if (laterFragment || view.getUint8(offset + 9) !== udp) return 0;
  return (view.getUint8(offset) & 15) * 4;
}

function quotedIpv6({ view, offset, capturedEnd }: Packet): number {
  if (offset + 40 > capturedEnd || view.getUint8(offset) >> 4 !== 6) return 0;
  return view.getUint8(offset + 6) === udp ? 40 : 0;
}
