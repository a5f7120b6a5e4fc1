import { flowField } from "../flows/flowTable.ts";
import { tcpFlags } from "../protocols/tcp.ts";
import { flowState } from "./flowState.ts";
import { scaledWindow } from "./noteWindowScale.ts";
import { duplicates, side } from "./side.ts";
import { tcpEvent } from "./tcpEvent.ts";
import type { Segment } from "./segment.ts";

const { fin, syn, reset, acknowledgment: ackFlag } = tcpFlags;
const opening = syn | fin;
const special = syn | fin | reset;

/** A retransmission this long after the last acknowledgment, at most, is a fast one. */
const fastNanoseconds = 20e6;
/** Segments are reordered within a round trip; this is one where none was measured. */
const unknownRoundTrip = 3e6;

const { duplicateAck, keepAlive, keepAliveAck, zeroWindowProbe } = tcpEvent;

/**
 * Tells what a segment shows, by the rules of Wireshark 4.0 (docs/tcp-analysis.md). Sequence numbers are
 * compared by the sign of their difference in 32 bits, so that they may wrap. As in Wireshark, a number that
 * is 0 counts as not yet known.
 *
 * An ordinary segment, in order and with news, must cost nanoseconds: `take` asks no more of it than is
 * needed to see that it is one.
 */
export class SequenceAnalysis {
  /** Offsets of both directions' fields: that of the segment, and the other. */
  #own = 0;
  #other = 0;
  #shift = 0;

  /** Returns bits of `tcpEvent`, after writing to the flow's record what later segments need. */
  take(records: DataView, segment: Segment): number {
    const { flow, reversed, flags, payload } = segment;
    const own = flow + (reversed ? flowField.sideBA : flowField.sideAB);
    const other = flow + (reversed ? flowField.sideAB : flowField.sideBA);
    this.#own = own;
    this.#other = other;
    this.#shift = reversed ? 1 : 0;
    const sequence = segment.sequence | 0;
    const acknowledged = segment.acknowledged | 0;
    const ahead = (sequence - records.getInt32(own + side.next, true)) | 0;
    const again = acknowledged === records.getInt32(own + side.lastAck, true);
    const usual = ahead === 0 && payload !== 1 && segment.window !== 0;
    let events = 0;
    if (!usual || payload > 0 || again) events = this.#windowEvents(records, segment, ahead);
    if (!again) duplicates.reset(records, own);
    if (flags & ackFlag) {
      const most = records.getInt32(other + side.contiguous, true);
      if (most !== 0 && ((most - acknowledged) | 0) < 0) events |= this.#ackedLost(records, most);
    }
    if ((payload > 0 || flags & opening) && (events & keepAlive) === 0) {
      const lastAck = records.getInt32(other + side.lastAck, true);
      if (ahead < 0 || ((sequence + payload - lastAck) | 0) <= 0)
        events |= this.#repetition(records, segment);
    }
    if ((events & zeroWindowProbe) === 0) this.#advance(records, segment);
    records.setUint16(own + side.window, segment.window, true);
    records.setInt32(own + side.lastAck, acknowledged, true);
    records.setFloat64(own + side.lastAckAt, segment.at, true);
    const kept = flowState.keptAlive << this.#shift;
    segment.state =
      (segment.state & ~kept) | (flowState.analyzed << this.#shift) | (events & keepAlive ? kept : 0);
    return events;
  }

  /** All that is told by comparison with the segments before. */
  #windowEvents(records: DataView, segment: Segment, ahead: number): number {
    const { flags, payload, window } = segment;
    if (payload === 1 && ahead === 0 && this.#isProbe(records, segment)) return zeroWindowProbe;
    let events = 0;
    if (window === 0 && (flags & special) === 0) events = tcpEvent.zeroWindow;
    if (ahead > 0 && (flags & reset) === 0 && records.getInt32(this.#own + side.next, true) !== 0)
      events |= tcpEvent.lostSegment;
    if (flags & special) return events;
    if (ahead === -1 && payload <= 1) events |= keepAlive;
    if (payload > 0) return this.#fillsWindow(records, segment) ? events | tcpEvent.windowFull : events;
    return ahead === 0 ? events | this.#repeatedAck(records, segment) : events;
  }

  /** Whether one byte in sequence goes to a side whose window is closed. */
  #isProbe(records: DataView, { state }: Segment): boolean {
    const known = (state & (flowState.analyzed << (1 - this.#shift))) !== 0;
    return known && records.getUint16(this.#other + side.window, true) === 0;
  }

  #fillsWindow(records: DataView, { sequence, payload, state }: Segment): boolean {
    if ((state & (flowState.analyzed << (1 - this.#shift))) === 0) return false;
    const unscaled = (state & (flowState.unscaled << (1 - this.#shift))) !== 0;
    const window = scaledWindow(records, this.#other, unscaled);
    if (window < 0) return false;
    return ((sequence + payload - records.getInt32(this.#other + side.lastAck, true) - window) | 0) === 0;
  }

  /** A segment without data in sequence, which may say the same as the one before. */
  #repeatedAck(records: DataView, { acknowledged, window, state }: Segment): number {
    const same =
      (state & (flowState.analyzed << this.#shift)) !== 0 &&
      (acknowledged | 0) === records.getInt32(this.#own + side.lastAck, true) &&
      window === records.getUint16(this.#own + side.window, true);
    if (!same || window === 0) return 0;
    if (state & (flowState.keptAlive << (1 - this.#shift))) return keepAliveAck;
    duplicates.add(records, this.#own);
    return duplicateAck;
  }

  /** Something was acknowledged that the capture lacks. @param most that could be acknowledged */
  #ackedLost(records: DataView, most: number): number {
    const next = records.getInt32(this.#other + side.next, true);
    if (((most - next) | 0) < 0) {
      records.setInt32(this.#other + side.contiguous, next, true);
      return tcpEvent.ackedLostSegment;
    }
    const untold = duplicates.of(records, this.#other) === duplicates.none;
    duplicates.mark(records, this.#other);
    return untold ? tcpEvent.ackedLostSegment : 0;
  }

  /** Which kind of repetition a segment is that takes sequence numbers, if any. */
  #repetition(records: DataView, segment: Segment): number {
    const { flags, payload, at } = segment;
    const sequence = segment.sequence | 0;
    const next = records.getInt32(this.#own + side.next, true);
    const lastAck = records.getInt32(this.#other + side.lastAck, true);
    if (payload > 0 && lastAck !== 0 && ((sequence + payload - lastAck) | 0) <= 0)
      return tcpEvent.spuriousRetransmission | tcpEvent.retransmission;
    const behind = next !== 0 && ((sequence - next) | 0) < 0;
    // Data behind what was the probe of a closed window.
    if (!behind || (payload > 1 && ((next - 1) | 0) === sequence)) return 0;
    const sinceAck = at - records.getFloat64(this.#other + side.lastAckAt, true);
    if (
      lastAck === sequence &&
      duplicates.of(records, this.#other) >= duplicates.several &&
      isWithin(sinceAck, fastNanoseconds)
    )
      return tcpEvent.fastRetransmission | tcpEvent.retransmission;
    const end = (sequence + payload + (flags & opening ? 1 : 0)) | 0;
    const sinceNext = at - records.getFloat64(this.#own + side.nextAt, true);
    if (end !== next && isWithin(sinceNext, this.#roundTrip(records, segment))) return tcpEvent.outOfOrder;
    return tcpEvent.retransmission;
  }

  #roundTrip(records: DataView, { flow, state }: Segment): number {
    if ((state & flowState.roundTripKnown) === 0) return unknownRoundTrip;
    return records.getFloat64(flow + flowField.roundTrip, true);
  }

  #advance(records: DataView, { sequence, payload, flags, at }: Segment): void {
    const own = this.#own;
    const end = (sequence + payload + (flags & opening ? 1 : 0)) | 0;
    let next = records.getInt32(own + side.next, true);
    if (next === 0 || ((next - end) | 0) < 0) {
      next = end;
      records.setInt32(own + side.next, end, true);
      records.setFloat64(own + side.nextAt, at, true);
    }
    const contiguous = records.getInt32(own + side.contiguous, true);
    if (contiguous === 0 || contiguous === (sequence | 0))
      records.setInt32(own + side.contiguous, next, true);
  }
}

/** Whether a time is less than another; one that runs backwards is as unlike as one that never ends. */
const isWithin = (nanoseconds: number, limit: number): boolean => nanoseconds >= 0 && nanoseconds < limit;
