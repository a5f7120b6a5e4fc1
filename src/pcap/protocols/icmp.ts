import { ipv4 } from "../flows/flowKind.ts";
import type { Packet } from "./packet.ts";

/** Of an ICMP or ICMPv6 error: type, code, checksum, and four bytes that depend on the type. */
const errorHeaderBytes = 8;
/** RFC 792 and RFC 4443. */
const errorTypes: readonly (readonly number[])[] = [
  [3, 4, 5, 11, 12],
  [1, 2, 3, 4],
];

/** Moves the packet from an ICMP message to the packet that it quotes, of the same IP version; false when it quotes none. */
export function findQuotedPacket(packet: Packet, version: number): boolean {
  if (!packet.has(errorHeaderBytes + 1)) return false;
  const types = errorTypes[version === ipv4 ? 0 : 1] ?? [];
  if (!types.includes(packet.view.getUint8(packet.offset))) return false;
  packet.offset += errorHeaderBytes;
  return true;
}
