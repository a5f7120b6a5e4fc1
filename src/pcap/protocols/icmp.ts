import { ipVersion } from "./ip.ts";
import type { Packet } from "./packet.ts";

/**
 * An ICMP or ICMPv6 error: type, code, checksum, and four bytes that depend on the type; then the packet it
 * quotes.
 */
const errorHeader = { type: 0, bytes: 8 } as const;
/** RFC 792 and RFC 4443 section 2.1. */
const errorTypes: Readonly<Record<"ipv4" | "ipv6", readonly number[]>> = {
  ipv4: [3, 4, 5, 11, 12],
  ipv6: [1, 2, 3, 4],
};

/** Moves the packet from an ICMP message to the packet that it quotes; false when it quotes none. */
export function readIcmpQuote(packet: Packet, version: number): boolean {
  if (!packet.has(errorHeader.bytes + 1)) return false;
  const types = version === ipVersion.ipv4 ? errorTypes.ipv4 : errorTypes.ipv6;
  if (!types.includes(packet.view.getUint8(packet.offset + errorHeader.type))) return false;
  packet.offset += errorHeader.bytes;
  return true;
}
