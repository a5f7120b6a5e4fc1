import { tcpFlags } from "../protocols/tcp.ts";
import { flowField } from "./flowTable.ts";

/** Bits of a flow's state; those of the direction B to A are shifted by one. */
export const flowState = {
  syn: 1,
  synAck: 4,
  reset: 16,
  fin: 64,
  sequenceKnown: 256,
  gap: 1024,
  beginningKnown: 4096,
} as const;

const { fin, syn, reset, acknowledgment: ack } = tcpFlags;

/** Counts the events of TCP that show the health of the network and of the peers. */
export class TcpHealth {
  resets = 0;
  retransmissions = 0;
  outOfOrder = 0;

  /**
   * Follows one direction's sequence numbers. Data that was seen before is a retransmission. Data that begins
   * where a gap began came out of order, or replaces what was lost before the capture saw it.
   *
   * @param records with the flow's record at `at`
   * @param payload bytes on the wire
   * @returns whether the data is new
   */
  take(
    records: DataView,
    at: number,
    reversed: boolean,
    sequence: number,
    flags: number,
    payload: number,
  ): boolean {
    const shift = reversed ? 1 : 0;
    const before = this.retransmissions;
    let state = records.getUint32(at + flowField.state, true);
    if (flags & (syn | fin | reset)) state |= this.#mark(flags) << shift;
    const length = payload + (flags & syn ? 1 : 0) + (flags & fin ? 1 : 0);
    if (length > 0 && (flags & reset) === 0) {
      const probe = payload === 1 && length === 1;
      state = this.#follow(records, at, state, shift, sequence, length, probe);
    }
    records.setUint32(at + flowField.state, state, true);
    return this.retransmissions === before;
  }

  #mark(flags: number): number {
    let state = 0;
    if (flags & syn) state |= flags & ack ? flowState.synAck : flowState.syn;
    if (flags & fin) state |= flowState.fin;
    if (flags & reset) {
      state |= flowState.reset;
      this.resets += 1;
    }
    return state;
  }

  #follow(
    records: DataView,
    at: number,
    state: number,
    shift: number,
    sequence: number,
    length: number,
    probe: boolean,
  ): number {
    const nextAt = at + flowField.nextSequenceAB + 4 * shift;
    const end = (sequence + length) >>> 0;
    if ((state & (flowState.sequenceKnown << shift)) === 0) {
      records.setUint32(nextAt, end, true);
      return state | (flowState.sequenceKnown << shift);
    }
    const next = records.getUint32(nextAt, true);
    const ahead = (sequence - next) | 0;
    if (ahead >= 0) {
      records.setUint32(nextAt, end, true);
      if (ahead === 0) return state;
      records.setUint32(at + flowField.gapAB + 4 * shift, next, true);
      return state | (flowState.gap << shift);
    }
    // A keep-alive repeats the last byte of an idle connection.
    if (ahead === -1 && probe) return state;
    this.#takeEarlier(
      records,
      at + flowField.gapAB + 4 * shift,
      (state & (flowState.gap << shift)) !== 0,
      sequence,
      end,
    );
    if (((end - next) | 0) > 0) records.setUint32(nextAt, end, true);
    return state;
  }

  #takeEarlier(records: DataView, gapAt: number, gap: boolean, sequence: number, end: number): void {
    if (gap && records.getUint32(gapAt, true) === sequence) {
      this.outOfOrder += 1;
      records.setUint32(gapAt, end, true);
    } else this.retransmissions += 1;
  }
}

/**
 * Keeps the initial sequence number of both directions; that of the other direction is the one acknowledged.
 */
export function noteBeginnings(
  records: DataView,
  at: number,
  reversed: boolean,
  sequence: number,
  acknowledged: number,
  flags: number,
): void {
  const shift = reversed ? 1 : 0;
  const state = records.getUint32(at + flowField.state, true);
  const own = flowState.beginningKnown << shift;
  const other = flowState.beginningKnown << (1 - shift);
  if ((state & own) !== 0 && (state & other) !== 0) return;
  let known = state;
  if ((state & own) === 0) {
    const first = flags & syn ? sequence : sequence - 1;
    records.setUint32(at + flowField.firstSequenceAB + 4 * shift, first >>> 0, true);
    known |= own;
  }
  if ((state & other) === 0 && flags & ack) {
    records.setUint32(at + flowField.firstSequenceAB + 4 * (1 - shift), (acknowledged - 1) >>> 0, true);
    known |= other;
  }
  if (known !== state) records.setUint32(at + flowField.state, known, true);
}

/** Whether a SYN begins a new connection on ports used before: its sequence number is another one. */
export function beginsAnew(records: DataView, at: number, reversed: boolean, sequence: number): boolean {
  const shift = reversed ? 1 : 0;
  const state = records.getUint32(at + flowField.state, true);
  if ((state & (flowState.beginningKnown << shift)) === 0) return false;
  return records.getUint32(at + flowField.firstSequenceAB + 4 * shift, true) !== sequence;
}

export const isFirstSyn = (flags: number): boolean => (flags & (syn | ack)) === syn;
