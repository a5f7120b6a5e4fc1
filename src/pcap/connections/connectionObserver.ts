import { flowField } from "../flows/flowTable.ts";
import { tcpFlags } from "../protocols/tcp.ts";
import { tcpEvent } from "../tcp/tcpEvent.ts";
import { clientSide, connectionBit, connectionField, sinceFirst, timeUnit } from "./connectionField.ts";
import { noteRepetition, watchRepetition } from "./noteRepetition.ts";
import { noteAcknowledged, noteSent } from "./noteSent.ts";
import { SegmentQuality } from "./segmentQuality.ts";
import { timed } from "./serviceTimes.ts";
import { takeRequest } from "./takeRequest.ts";
import type { Segment } from "../tcp/segment.ts";
import type { SegmentObserver } from "../tcp/segmentObserver.ts";
import type { ConnectionTables } from "./connectionTables.ts";

const { fin, syn, reset, acknowledgment: ack } = tcpFlags;
const bit = connectionBit;
const eitherClosed = bit.closed * 3;
const eitherResumed = bit.resumed * 3;
/** Nanoseconds. Azure's load balancer and its SNAT forget a connection after four minutes of silence. */
const longestSilence = 240e9;

/**
 * Follows each connection in its flow's record: its handshake, its requests, what is sent again, closed
 * windows and silence. An ordinary segment changes nothing but its own flow's record.
 */
export class ConnectionObserver implements SegmentObserver {
  readonly tables: ConnectionTables;
  /** `Packet.at` of the latest segment. */
  latestAt = -Infinity;
  readonly quality = new SegmentQuality();
  /** `Packet.at` of the first packet behind the last gap of the recording. */
  resumedAt = -Infinity;

  constructor(tables: ConnectionTables) {
    this.tables = tables;
  }

  take(records: DataView, segment: Segment, events: number): void {
    if ((events & tcpEvent.copy) !== 0) {
      this.quality.copies.add(segment);
      return;
    }
    const { flow, at, flags, payload } = segment;
    const side = segment.reversed ? 1 : 0;
    const before = records.getUint32(flow + connectionField.bits, true);
    const lastAt = records.getFloat64(flow + connectionField.lastAt, true);
    this.quality.segments += 1;
    if (events !== 0) this.quality.takeEvents(segment, events);
    if (at > this.latestAt) this.latestAt = at;
    let bits = before | bit.begun;
    if (before !== 0 && at - lastAt >= longestSilence) bits = (bits & ~eitherResumed) | (bit.resumed << side);
    else if ((bits & (bit.resumed << (1 - side))) !== 0 && (flags & reset) === 0) bits &= ~eitherResumed;
    if ((flags & (syn | fin | reset)) !== 0) bits = this.#takeControl(records, segment, bits);
    if ((bits & bit.completed) === 0 && (flags & (ack | syn | reset)) === ack)
      bits = this.#completeHandshake(records, segment, bits);
    if ((events & tcpEvent.retransmission) !== 0 && payload > 0 && (flags & syn) === 0)
      bits = this.#takeLoss(records, segment, events, bits, lastAt);
    if ((events & (tcpEvent.zeroWindow | tcpEvent.windowFull)) !== 0)
      bits = this.#takeWindow(records, segment, events, bits);
    if ((bits & bit.tracking) !== 0) bits = watchRepetition(records, segment, bits);
    if ((bits & (bit.closed << side)) !== 0 && segment.window > 0 && (flags & (syn | fin | reset)) === 0)
      bits = this.#openWindow(records, segment, bits);
    if (payload > 0 && (flags & reset) === 0) bits = this.#takeData(records, segment, events, bits);
    if ((flags & ack) !== 0) noteAcknowledged(records, segment, side);
    if (bits !== before) records.setUint32(flow + connectionField.bits, bits, true);
    records.setFloat64(flow + connectionField.lastAt, at, true);
  }

  #takeControl(records: DataView, segment: Segment, bits: number): number {
    const { flow, at, flags } = segment;
    const side = segment.reversed ? 1 : 0;
    if ((flags & reset) !== 0) {
      this.#takeReset(records, segment, bits);
      return bits | (bit.reset << side);
    }
    if ((flags & syn) === 0) return bits | bit.fin;
    if ((flags & ack) !== 0) return bits | (bit.synAck << side);
    records.setFloat64(flow + connectionField.markAt, at, true);
    return bits | (bit.syn << side);
  }

  /** A reset of a connection that was open; once it is closed, resets are ordinary. */
  #takeReset(records: DataView, segment: Segment, bits: number): void {
    if ((bits & (bit.reset * 3)) !== 0 || (bits & bit.fin) !== 0) return;
    const { flow } = segment;
    // It may have been closed in the gap.
    if (records.getFloat64(flow + connectionField.lastAt, true) === this.resumedAt) return;
    const data =
      records.getUint32(flow + connectionField.dataAB, true) +
      records.getUint32(flow + connectionField.dataAB + 4, true);
    const open = (bits & bit.completed) !== 0 && clientSide(bits) >= 0;
    if (!open && data === 0) return;
    if ((bits & eitherResumed) !== 0) this.tables.count("idle", records, segment, bits, 0);
    else this.tables.count("resets", records, segment, bits, data === 0 ? 0 : 1);
  }

  /** @param segment an acknowledgment, the first of the connection or of many before its client's */
  #completeHandshake(records: DataView, segment: Segment, bits: number): number {
    const client = clientSide(bits);
    if (client < 0) return bits | bit.completed;
    if (client !== (segment.reversed ? 1 : 0)) return bits;
    const answered = (bits & (bit.syn << client)) !== 0 && (bits & (bit.synAck << (1 - client))) !== 0;
    if (answered && isThirdOfHandshake(records, segment, client)) {
      const since = segment.at - records.getFloat64(segment.flow + connectionField.markAt, true);
      this.tables.time(records, segment, bits, timed.handshake, since);
    }
    return bits | bit.completed;
  }

  #takeLoss(records: DataView, segment: Segment, events: number, bits: number, lastAt: number): number {
    const line = this.tables.count("losses", records, segment, bits, 0);
    if (line >= 0 && (events & tcpEvent.fastRetransmission) !== 0) this.tables.losses.grow(line, 1);
    if ((events & tcpEvent.spuriousRetransmission) !== 0) {
      if (line >= 0) this.tables.losses.grow(line, 2);
      return bits;
    }
    return noteRepetition(this.tables.repeats, records, segment, bits, lastAt);
  }

  #takeWindow(records: DataView, segment: Segment, events: number, bits: number): number {
    const side = segment.reversed ? 1 : 0;
    if ((events & tcpEvent.windowFull) !== 0) this.tables.count("fullWindows", records, segment, bits, 0);
    if ((events & tcpEvent.zeroWindow) === 0) return bits;
    const line = this.tables.count("windows", records, segment, bits, 0);
    if ((bits & eitherClosed) !== 0) return bits;
    if (line >= 0) this.tables.windows.grow(line, 1);
    records.setUint32(segment.flow + connectionField.closedSince, sinceFirst(records, segment), true);
    return bits | (bit.closed << side);
  }

  #openWindow(records: DataView, segment: Segment, bits: number): number {
    const closed =
      sinceFirst(records, segment) - records.getUint32(segment.flow + connectionField.closedSince, true);
    this.tables.raise("windows", records, segment, bits, closed * timeUnit);
    return bits & ~eitherClosed;
  }

  #takeData(records: DataView, segment: Segment, events: number, bits: number): number {
    const { flow } = segment;
    const side = segment.reversed ? 1 : 0;
    if ((events & tcpEvent.keepAlive) !== 0) return bits;
    const dataAt = flow + connectionField.dataAB + 4 * side;
    records.setUint32(dataAt, records.getUint32(dataAt, true) + 1, true);
    this.quality.takeData(segment);
    noteSent(records, segment, side);
    return takeRequest(this.tables, records, segment, events, bits);
  }
}

/** Whether an acknowledgment is the one that completes the handshake, and no later one. */
function isThirdOfHandshake(records: DataView, segment: Segment, client: number): boolean {
  const { flow, sequence, acknowledged } = segment;
  const own = records.getUint32(flow + flowField.firstSequenceAB + 4 * client, true);
  const other = records.getUint32(flow + flowField.firstSequenceAB + 4 * (1 - client), true);
  return ((sequence - own) | 0) === 1 && ((acknowledged - other) | 0) === 1;
}
