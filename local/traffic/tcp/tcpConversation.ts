import { tcpFlag, tcpSackOption } from "../wire/tcp.ts";
import { opposite, spacing, TcpSegments } from "./tcpSegments.ts";
import type { PacketSequence, Repetition, Side, SimulatedPacket } from "../simulatedPacket.ts";

interface Flight {
  readonly by: Side;
  /** Sequence number of its first byte. */
  readonly base: number;
  readonly bytes: Buffer;
  /** Microseconds from a segment to its acknowledgement, as the VM sees them. */
  readonly answerAfter: number;
}

/** Segments in flight before the first acknowledgement: initially, and at most. */
const firstFlight = 10;
const longestFlight = 44;
/** A SYN without a response is repeated after this many microseconds, doubled each time (RFC 6298). */
const openAgainAfter = 1_000_000;

/** A TCP conversation seen at the VM's network interface. It yields packets, not always in order of time. */
export class TcpConversation extends TcpSegments {
  #flight = firstFlight;

  *open(by: Side): PacketSequence {
    this.opener = by;
    yield this.syn(by, tcpFlag.syn);
    this.pass(by);
    yield this.syn(opposite[by], tcpFlag.syn | tcpFlag.ack);
    this.pass(opposite[by]);
    yield this.acknowledge(by);
  }

  /** A SYN that is refused. */
  *refuse(by: Side): PacketSequence {
    this.opener = by;
    yield this.syn(by, tcpFlag.syn);
    this.moveSequence(opposite[by], -this.nextSequence(opposite[by]));
    this.pass(by);
    yield* this.reset(opposite[by]);
  }

  /** A SYN that gets no response, however often it is repeated. */
  *ignore(by: Side, tries: number): PacketSequence {
    this.opener = by;
    for (let attempt = 0; attempt < tries; attempt += 1) {
      if (attempt > 0) this.now += openAgainAfter * 2 ** (attempt - 1);
      if (attempt > 0) this.moveSequence(by, -1);
      yield this.syn(by, tcpFlag.syn, attempt > 0 ? "plain" : null);
    }
  }

  /** A SYN whose response is never acknowledged, however often the response is repeated. */
  *leaveHalfOpen(by: Side, tries: number): PacketSequence {
    this.opener = by;
    yield this.syn(by, tcpFlag.syn);
    this.pass(by);
    for (let attempt = 0; attempt < tries; attempt += 1) {
      if (attempt > 0) this.now += openAgainAfter * 2 ** (attempt - 1);
      if (attempt > 0) this.moveSequence(opposite[by], -1);
      yield this.syn(opposite[by], tcpFlag.syn | tcpFlag.ack, attempt > 0 ? "plain" : null);
    }
  }

  /** Sends bytes in growing flights. Segment number `lost` is lost once and sent again. */
  *send(by: Side, bytes: Buffer, lost = -1): PacketSequence {
    const size = this.segmentSize(by);
    const segments = Math.ceil(bytes.length / size);
    for (let first = 0; first < segments; first += this.#flight) {
      if (first > 0) this.#flight = Math.min(this.#flight * 2, longestFlight);
      const last = Math.min(first + this.#flight, segments);
      const part = bytes.subarray(first * size, last * size);
      const missing = lost >= first && lost < last ? lost - first : -1;
      yield* this.#sendFlight(by, part, missing);
      if (by === "peer" && last < segments) this.now += this.roundTrip;
    }
  }

  *close(by: Side): PacketSequence {
    for (const end of [by, opposite[by]] as const) {
      yield this.segment(end, tcpFlag.fin | tcpFlag.ack);
      this.moveSequence(end, 1);
      this.pass(end);
    }
    yield this.acknowledge(by);
  }

  *reset(by: Side): PacketSequence {
    yield this.segment(by, tcpFlag.rst | tcpFlag.ack, { window: 0 });
  }

  *#sendFlight(by: Side, bytes: Buffer, missing: number): PacketSequence {
    const flight: Flight = { by, base: this.nextSequence(by), bytes, answerAfter: this.answerTime(by) };
    const count = Math.ceil(bytes.length / this.segmentSize(by));
    for (let index = 0; index < count; index += 1) {
      // A segment lost on the way to the VM never reaches its network interface.
      if (by === "vm" || index !== missing) yield this.#dataSegment(flight, index);
      if (index < count - 1) this.now += spacing;
    }
    const sentAt = this.now - (count - 1) * spacing;
    this.moveSequence(by, bytes.length);
    if (missing < 0) yield* this.#acknowledgeFlight(flight, sentAt, count);
    else yield* this.#recover(flight, sentAt, count, missing);
  }

  /** Every second segment and the last one are acknowledged. */
  *#acknowledgeFlight(flight: Flight, sentAt: number, count: number): PacketSequence {
    for (let index = 0; index < count; index += 1) {
      if (index % 2 === 0 && index < count - 1) continue;
      this.now = sentAt + index * spacing + flight.answerAfter;
      yield this.acknowledge(opposite[flight.by], { acknowledgement: this.#endOf(flight, index) });
    }
  }

  /** Segments after the missing one are acknowledged selectively until a retransmission fills the gap. */
  *#recover(flight: Flight, sentAt: number, count: number, missing: number): PacketSequence {
    yield* this.#acknowledgeFlight(flight, sentAt, missing);
    const gap = this.#endOf(flight, missing - 1);
    for (let index = missing + 1; index < count; index += 1) {
      this.now = sentAt + index * spacing + flight.answerAfter;
      const options = tcpSackOption(this.#endOf(flight, missing), this.#endOf(flight, index));
      yield this.acknowledge(opposite[flight.by], { acknowledgement: gap, options });
    }
    this.pass(opposite[flight.by]);
    yield this.#dataSegment(flight, missing, flight.by === "vm" ? "fast" : null);
    this.pass(flight.by);
    yield this.acknowledge(opposite[flight.by]);
  }

  #dataSegment(flight: Flight, index: number, again: Repetition | null = null): SimulatedPacket {
    const size = this.segmentSize(flight.by);
    const payload = flight.bytes.subarray(index * size, (index + 1) * size);
    const last = (index + 1) * size >= flight.bytes.length;
    const flags = last ? tcpFlag.psh | tcpFlag.ack : tcpFlag.ack;
    return this.segment(flight.by, flags, { payload, sequence: this.#endOf(flight, index - 1), again });
  }

  /** The sequence number after a segment of a flight. */
  #endOf({ by, base, bytes }: Flight, index: number): number {
    return base + Math.min((index + 1) * this.segmentSize(by), bytes.length);
  }
}
