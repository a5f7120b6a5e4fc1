import { flowField } from "../flows/flowTable.ts";
import type { Segment } from "../tcp/segment.ts";

const base = flowField.measures;

/**
 * What a flow's record keeps of its connection: offsets in bytes. Fields of the direction B to A follow at once
 * behind those of A to B.
 */
export const connectionField = {
  /** `Packet.at` of the last SYN, until the handshake is done; then of the end of the last request. */
  markAt: base,
  lastAt: base + 8,
  /** Bits of `connectionBit`. */
  bits: base + 16,
  /** Number of its service plus one, 16 bits; 0 while unknown. */
  service: base + 20,
  /** The time before the last repetition, 16 bits, in units of `waitUnit`. */
  wait: base + 22,
  dataAB: base + 24,
  /** Of the segment that is sent again and again: how often, bytes (16 bits each) and sequence number. */
  repeats: base + 32,
  repeatBytes: base + 34,
  repeatSequence: base + 36,
  /** When it was first sent, and since when a window is closed: units of `timeUnit` behind the first packet. */
  repeatSince: base + 40,
  closedSince: base + 44,
  /** The largest payload that was acknowledged, 16 bits for each direction. */
  passedAB: base + 48,
  /** The largest payload that waits for its acknowledgment, and the sequence number behind it. */
  waitingAB: base + 52,
  waitingEndAB: base + 56,
} as const;

/** Nanoseconds. A 32-bit number of time units holds 119 hours, a 16-bit number of wait units 262 seconds. */
export const timeUnit = 100_000;
export const waitUnit = 4_000_000;

/** Bits of a connection; those of B are shifted by one. */
export const connectionBit = {
  syn: 1,
  synAck: 4,
  /** A reset of A's. */
  reset: 16,
  /** A's last request has no reply yet. */
  asked: 64,
  /** A's window is closed. */
  closed: 256,
  /** A ended a silence. */
  resumed: 1024,
  /** The client acknowledged: the handshake is done, whether or not the capture has the reply. */
  completed: 4096,
  fin: 8192,
  begun: 16384,
  /** The repeated segment is B's; the other side sent something since; the waits do not grow. */
  repeatFromB: 32768,
  repeatHeard: 65536,
  repeatIrregular: 131072,
  /** The next reply may be only TLS's session ticket. */
  ticketDue: 262144,
  /** A segment was repeated that is not acknowledged yet. */
  tracking: 524288,
} as const;

const { syn, synAck } = connectionBit;

/** 0 when A began the connection, 1 when B did; -1 when its beginning was not captured. */
export function clientSide(bits: number): number {
  const byA = bits & (syn | (synAck << 1));
  const byB = bits & ((syn << 1) | synAck);
  if ((byA !== 0) === (byB !== 0)) return -1;
  return byA !== 0 ? 0 : 1;
}

/** 0 when the service is A's, 1 when it is B's: of the side that was connected to, else of the lower port. */
export function serviceSide(bits: number, portA: number, portB: number): number {
  const client = clientSide(bits);
  if (client >= 0) return 1 - client;
  return portA < portB ? 0 : 1;
}

/** The time of a segment since the flow's first packet, in time units. */
export function sinceFirst(records: DataView, { flow, at }: Pick<Segment, "flow" | "at">): number {
  const since = (at - records.getFloat64(flow + flowField.firstAt, true)) / timeUnit;
  return Math.min(Math.max(Math.round(since), 0), 0xffffffff);
}
