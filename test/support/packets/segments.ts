import { pcapFile } from "./captureFiles.ts";
import { frame } from "./linkFrames.ts";
import { ipv4Address, tcpFlags, u8, u16, u32 } from "./wire.ts";

/** A TCP segment as it passes. */
export interface PassedSegment {
  /** Milliseconds since the capture began. */
  readonly at: number;
  /** Whether it comes from the server. */
  readonly back?: boolean;
  readonly sequence: number;
  readonly acknowledged?: number;
  readonly flags?: number;
  /** Bytes. */
  readonly payload?: number;
  readonly window?: number;
  readonly identification?: number;
  readonly hopLimit?: number;
  readonly options?: Buffer;
  /** The client's port, which tells connections apart. */
  readonly port?: number;
}

/** Maximum segment size and window scale, as a SYN has them. */
export const scaleOption = (shift: number): Buffer => u8(2, 4, 5, 180, 3, 3, shift, 1);

function packetOf(segment: PassedSegment, number: number): Buffer {
  const {
    back = false,
    sequence,
    acknowledged = 0,
    flags = tcpFlags.ack,
    payload = 0,
    window = 8192,
  } = segment;
  const { identification = number + 1, hopLimit = 64, options = Buffer.alloc(0), port = 40_000 } = segment;
  const [client, server] = [ipv4Address("10.0.0.4"), ipv4Address("203.0.113.9")];
  const tcp = Buffer.concat([
    back ? u16(443, port) : u16(port, 443),
    u32(sequence >>> 0, acknowledged >>> 0),
    u8((5 + options.length / 4) << 4, flags),
    u16(window, 0, 0),
    options,
    Buffer.alloc(payload, 0x41),
  ]);
  const ip = [u8(0x45, 0), u16(20 + tcp.length, identification & 0xffff, 0), u8(hopLimit, 6), u16(0)];
  return Buffer.concat([...ip, ...(back ? [server, client] : [client, server]), tcp]);
}

/** A capture file of segments. @param kept bytes of each packet in the file, at most */
export function segmentsFile(segments: readonly PassedSegment[], kept = 65_535): Buffer {
  const packets = segments.map((segment, number) => {
    const bytes = frame("ethernet", 0x0800, [], packetOf(segment, number));
    const microseconds = Math.round(segment.at * 1000);
    return {
      seconds: 1_700_000_000 + Math.floor(microseconds / 1e6),
      nanoseconds: (microseconds % 1e6) * 1000,
      frame: bytes,
      kept: Math.min(bytes.length, kept),
    };
  });
  return pcapFile(packets, { link: 1, littleEndian: true, nanoseconds: false });
}
