import { pcapFile } from "./captureFiles.ts";
import { frame } from "./linkFrames.ts";
import { ipv4Packet, ipv6Packet, u8, u16, u32 } from "./wire.ts";

/** Addresses of the messages that quote a packet: their sender, and the one that they are for. */
type ErrorEnds = readonly [reporter: string, receiver: string];

interface ErrorKind {
  readonly type: number;
  readonly code: number;
  /** What the four bytes behind the checksum say: the MTU of those that ask for smaller packets. */
  readonly rest?: number;
  /** Bytes of the packet that are quoted; a router quotes 28 at least. */
  readonly quotedBytes?: number;
}

const message = ({ type, code, rest = 0, quotedBytes = 28 }: ErrorKind, quoted: Buffer): Buffer =>
  Buffer.concat([u8(type, code), u16(0), u32(rest), quoted.subarray(0, quotedBytes)]);

/** An ICMP error about a packet of IPv4. */
export const icmpError = ([source, destination]: ErrorEnds, kind: ErrorKind, quoted: Buffer): Buffer =>
  ipv4Packet({ source, destination, protocol: 1 }, message(kind, quoted));

/** An ICMPv6 error about a packet of IPv6. */
export const icmpv6Error = ([source, destination]: ErrorEnds, kind: ErrorKind, quoted: Buffer): Buffer =>
  ipv6Packet({ source, destination, protocol: 58 }, message({ quotedBytes: 48, ...kind }, quoted));

/** A capture whose packets come at these times, in seconds; of either IP version. */
export function capturedAt(packets: readonly (readonly [seconds: number, packet: Buffer])[]): Buffer {
  const written = packets.map(([seconds, packet]) => {
    const bytes = frame("ethernet", (packet[0] ?? 0) >> 4 === 6 ? 0x86dd : 0x0800, [], packet);
    const whole = Math.floor(seconds);
    const nanoseconds = Math.round((seconds - whole) * 1e9);
    return { seconds: 1_700_000_000 + whole, nanoseconds, frame: bytes, kept: bytes.length };
  });
  return pcapFile(written, { link: 1, littleEndian: true, nanoseconds: true });
}
