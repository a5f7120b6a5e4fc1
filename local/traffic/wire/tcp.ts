import { field8, field16, field32 } from "./field.ts";
import { ipFrame, ipProtocol, transportChecksum } from "./ip.ts";
import type { Frame } from "./frame.ts";
import type { NetworkHost } from "./networkHost.ts";

export const tcpFlag = { fin: 1, syn: 2, rst: 4, psh: 8, ack: 16 } as const;

export interface TcpSegment {
  readonly from: { readonly host: NetworkHost; readonly port: number };
  readonly to: { readonly host: NetworkHost; readonly port: number };
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

export function tcpFrame(segment: TcpSegment): Frame {
  const { from, to, options = none, payload = none } = segment;
  const bytes = Buffer.concat([
    field16(from.port, to.port),
    field32(segment.sequence),
    field32(segment.acknowledgement),
    field8((5 + options.length / 4) << 4, segment.flags),
    field16(segment.window, 0, 0),
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

/** The options of a SYN: maximum segment size, window scale, SACK permitted. */
export const tcpSynOptions = (segmentSize: number, windowScale: number): Buffer =>
  Buffer.concat([field8(2, 4), field16(segmentSize), field8(1, 3, 3, windowScale, 1, 1, 4, 2)]);

/** A selective acknowledgement of one block (RFC 2018). */
export const tcpSackOption = (from: number, to: number): Buffer =>
  Buffer.concat([field8(1, 1, 5, 10), field32(from), field32(to)]);
