import { flowField } from "../flows/flowTable.ts";
import { tcpFlags } from "../protocols/tcp.ts";
import type { Segment } from "./segment.ts";

/** Bits of a flow's state; those of the direction B to A are shifted by one. */
export const flowState = {
  syn: 1,
  synAck: 4,
  reset: 16,
  fin: 64,
  /** An acknowledgment other than a SYN or a reset: the peer had been heard. */
  heard: 256,
  /** The initial sequence number, from a SYN or from the first segments. */
  beginningKnown: 1024,
  /** A segment was analyzed, so that the fields of this direction hold. */
  analyzed: 4096,
  /** The last segment was a keep-alive. */
  keptAlive: 16384,
  /** These two belong to no direction: the time of the handshake is known, and before, that of a SYN. */
  roundTripKnown: 65536,
  synTimed: 131072,
  /** Packets of this direction do not have an IP identification of their own, as far as seen. */
  constantNumber: 262144,
  /** Only SYNs were sent yet, or again: their windows are not scaled. */
  unscaled: 1048576,
} as const;

const { fin, syn, reset, acknowledgment: ack } = tcpFlags;

/** Notes what a segment says of its connection's life, and both initial sequence numbers. */
export function noteState(records: DataView, segment: Segment): void {
  const { flow, flags } = segment;
  const shift = segment.reversed ? 1 : 0;
  let state = segment.state | (lifeBits(records, segment) << shift);
  if ((state & (flowState.beginningKnown << shift)) === 0) {
    const first = flags & syn ? segment.sequence : segment.sequence - 1;
    records.setUint32(flow + flowField.firstSequenceAB + 4 * shift, first >>> 0, true);
    state |= flowState.beginningKnown << shift;
  }
  if ((state & (flowState.beginningKnown << (1 - shift))) === 0 && flags & ack) {
    const first = (segment.acknowledged - 1) >>> 0;
    records.setUint32(flow + flowField.firstSequenceAB + 4 * (1 - shift), first, true);
    state |= flowState.beginningKnown << (1 - shift);
  }
  segment.state = state;
}

function lifeBits(records: DataView, segment: Segment): number {
  const { flags } = segment;
  let bits = 0;
  if (flags & syn) bits |= flags & ack ? flowState.synAck : flowState.syn;
  else if ((flags & (ack | reset)) === ack && isHearing(records, segment)) bits |= flowState.heard;
  if (flags & fin) bits |= flowState.fin;
  if (flags & reset) bits |= flowState.reset;
  return bits;
}

/**
 * Whether an acknowledgment proves that the peer was heard. That of a peer which answers a SYN with the
 * numbers of an older connection does not (RFC 5961 section 4).
 */
function isHearing(records: DataView, { flow, reversed, acknowledged, state }: Segment): boolean {
  const other = reversed ? 0 : 1;
  if ((state & (flowState.syn << other)) === 0) return true;
  const first = records.getUint32(flow + flowField.firstSequenceAB + 4 * other, true);
  return ((acknowledged - first) | 0) > 0;
}

/** Whether a SYN begins a new connection on ports used before: its sequence number is another one. */
export function beginsAnew(records: DataView, at: number, reversed: boolean, sequence: number): boolean {
  const shift = reversed ? 1 : 0;
  const state = records.getUint32(at + flowField.state, true);
  if ((state & (flowState.beginningKnown << shift)) === 0) return false;
  return records.getUint32(at + flowField.firstSequenceAB + 4 * shift, true) !== sequence;
}

const settled = flowState.beginningKnown * 3;

/** Whether a plain acknowledgment of this direction says nothing new of the connection's life. */
export function isSettled(state: number, reversed: boolean): boolean {
  const wanted = settled + (reversed ? flowState.heard * 2 : flowState.heard);
  const open = flowState.synTimed + (reversed ? flowState.unscaled * 2 : flowState.unscaled);
  return (state & (wanted | open)) === wanted;
}

export const isFirstSyn = (flags: number): boolean => (flags & (syn | ack)) === syn;
