import { u8, u16, u32 } from "./field.ts";
import { ipFrame, ipProtocol, transportChecksum } from "./ip.ts";
import type { Frame } from "./frame.ts";
import type { Host } from "./networkHost.ts";

export const flag = { fin: 1, syn: 2, rst: 4, psh: 8, ack: 16 } as const;

export interface Segment {
  readonly from: { readonly host: Host; readonly port: number };
  readonly to: { readonly host: Host; readonly port: number };
  readonly sequence: number;
  readonly acknowledgement: number;
  readonly flags: number;
  readonly window: number;
  /** Padded to a multiple of four bytes. */
  readonly options?: Buffer;
  readonly payload?: Buffer;
  readonly identification: number;
}

const none = Buffer.alloc(0);

export function tcpFrame(segment: Segment): Frame {
  const { from, to, options = none, payload = none } = segment;
  const bytes = Buffer.concat([
    u16(from.port, to.port),
    u32(segment.sequence),
    u32(segment.acknowledgement),
    u8((5 + options.length / 4) << 4, segment.flags),
    u16(segment.window, 0, 0),
    options,
    payload,
  ]);
  bytes.writeUInt16BE(transportChecksum(from.host, to.host, ipProtocol.tcp, bytes), 16);
  return ipFrame({
    from: from.host,
    to: to.host,
    ports: { from: from.port, to: to.port },
    protocol: ipProtocol.tcp,
    identification: segment.identification,
    payload: bytes,
  });
}

/** What either side says in its SYN: maximum segment size, window scale, SACK permitted. */
export const synOptions = (segmentSize: number, windowScale: number): Buffer =>
  Buffer.concat([u8(2, 4), u16(segmentSize), u8(1, 3, 3, windowScale, 1, 1, 4, 2)]);

/** A selective acknowledgement of one block (RFC 2018). */
export const sackOption = (from: number, to: number): Buffer =>
  Buffer.concat([u8(1, 1, 5, 10), u32(from), u32(to)]);
