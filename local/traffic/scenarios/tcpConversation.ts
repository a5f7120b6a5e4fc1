import { tcpFlag, tcpFrame, tcpSackOption, tcpSynOptions, type TcpSegment } from "../wire/tcp.ts";
import type { Random } from "../random.ts";
import type { PacketSequence, SegmentFacts, Side, SimulatedPacket } from "../simulatedPacket.ts";
import type { NetworkHost } from "../wire/networkHost.ts";

interface ConversationOptions {
  readonly random: Random;
  readonly vm: { readonly host: NetworkHost; readonly port: number };
  readonly peer: { readonly host: NetworkHost; readonly port: number };
  /** Microseconds from the VM to the peer and back. */
  readonly roundTrip: number;
  /** Microseconds since the epoch. */
  readonly startsAt: number;
  /** Part of a port scan. */
  readonly scan?: boolean;
}

interface EndState {
  readonly host: NetworkHost;
  readonly port: number;
  readonly windowScale: number;
  sequence: number;
  identification: number;
}

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
/** Response time of the VM, and spacing of a flight's segments, in microseconds. */
const turnaround = 28;
const spacing = 11;
const windowBytes = 262_144;
/** A SYN without a response is repeated after this many microseconds, doubled each time (RFC 6298). */
const openAgainAfter = 1_000_000;

const opposite = { vm: "peer", peer: "vm" } as const;

/** A TCP conversation seen at the VM's network interface. It yields packets, not always in order of time. */
export class TcpConversation {
  /** The end of what was yielded so far. */
  now: number;
  /** Bytes of data in a full segment. */
  readonly segmentSize: number;
  readonly #ends: Readonly<Record<Side, EndState>>;
  readonly #roundTrip: number;
  readonly #random: Random;
  readonly #scan: boolean;
  #flight = firstFlight;
  #opener: Side = "vm";

  constructor({ random, vm, peer, roundTrip, startsAt, scan = false }: ConversationOptions) {
    const state = { sequence: 0, identification: 0 };
    this.#ends = { vm: { ...vm, ...state, windowScale: 8 }, peer: { ...peer, ...state, windowScale: 7 } };
    for (const end of Object.values(this.#ends)) {
      end.sequence = random.integer(0, 2 ** 32 - 1);
      end.identification = random.integer(0, 0xffff);
    }
    this.now = startsAt;
    this.#roundTrip = roundTrip;
    this.#random = random;
    this.#scan = scan;
    this.segmentSize = vm.host.address.length === 4 ? 1_440 : 1_420;
  }

  *open(by: Side): PacketSequence {
    this.#opener = by;
    yield this.#syn(by, tcpFlag.syn);
    this.#pass(by);
    yield this.#syn(opposite[by], tcpFlag.syn | tcpFlag.ack);
    this.#pass(opposite[by]);
    yield this.#segment(by, tcpFlag.ack);
  }

  /** A SYN that is refused. */
  *refuse(by: Side): PacketSequence {
    this.#opener = by;
    yield this.#syn(by, tcpFlag.syn);
    this.#ends[opposite[by]].sequence = 0;
    this.#pass(by);
    yield this.#segment(opposite[by], tcpFlag.rst | tcpFlag.ack, { window: 0 });
  }

  /** A SYN that gets no response, however often it is repeated. */
  *ignore(by: Side, tries: number): PacketSequence {
    this.#opener = by;
    const { sequence } = this.#ends[by];
    for (let attempt = 0; attempt < tries; attempt += 1) {
      if (attempt > 0) this.now += openAgainAfter * 2 ** (attempt - 1);
      this.#ends[by].sequence = sequence;
      yield this.#syn(by, tcpFlag.syn, attempt > 0);
    }
  }

  /** Sends bytes in growing flights. Segment number `lost` is lost once and sent again. */
  *send(by: Side, bytes: Buffer, lost = -1): PacketSequence {
    const segments = Math.ceil(bytes.length / this.segmentSize);
    for (let first = 0; first < segments; first += this.#flight) {
      if (first > 0) this.#flight = Math.min(this.#flight * 2, longestFlight);
      const last = Math.min(first + this.#flight, segments);
      const part = bytes.subarray(first * this.segmentSize, last * this.segmentSize);
      const missing = lost >= first && lost < last ? lost - first : -1;
      yield* this.#sendFlight(by, part, missing);
      if (by === "peer" && last < segments) this.now += this.#roundTrip;
    }
  }

  pause(microseconds: number): void {
    this.now += microseconds;
  }

  *close(by: Side): PacketSequence {
    for (const end of [by, opposite[by]] as const) {
      yield this.#segment(end, tcpFlag.fin | tcpFlag.ack);
      this.#ends[end].sequence += 1;
      this.#pass(end);
    }
    yield this.#segment(by, tcpFlag.ack);
  }

  *reset(by: Side): PacketSequence {
    yield this.#segment(by, tcpFlag.rst | tcpFlag.ack, { window: 0 });
  }

  *#sendFlight(by: Side, bytes: Buffer, missing: number): PacketSequence {
    const sender = this.#ends[by];
    const flight: Flight = { by, base: sender.sequence, bytes, answerAfter: this.#answerTime(by) };
    const count = Math.ceil(bytes.length / this.segmentSize);
    for (let index = 0; index < count; index += 1) {
      // A segment lost on the way to the VM never reaches its network interface.
      if (by === "vm" || index !== missing) yield this.#dataSegment(flight, index);
      if (index < count - 1) this.now += spacing;
    }
    const sentAt = this.now - (count - 1) * spacing;
    sender.sequence += bytes.length;
    if (missing < 0) yield* this.#acknowledge(flight, sentAt, count);
    else yield* this.#recover(flight, sentAt, count, missing);
  }

  /** Every second segment and the last one are acknowledged. */
  *#acknowledge(flight: Flight, sentAt: number, count: number): PacketSequence {
    for (let index = 0; index < count; index += 1) {
      if (index % 2 === 0 && index < count - 1) continue;
      this.now = sentAt + index * spacing + flight.answerAfter;
      yield this.#segment(opposite[flight.by], tcpFlag.ack, { acknowledgement: this.#endOf(flight, index) });
    }
  }

  /** Segments after the missing one are acknowledged selectively until a retransmission fills the gap. */
  *#recover(flight: Flight, sentAt: number, count: number, missing: number): PacketSequence {
    yield* this.#acknowledge(flight, sentAt, missing);
    const gap = this.#endOf(flight, missing - 1);
    for (let index = missing + 1; index < count; index += 1) {
      this.now = sentAt + index * spacing + flight.answerAfter;
      const options = tcpSackOption(this.#endOf(flight, missing), this.#endOf(flight, index));
      yield this.#segment(opposite[flight.by], tcpFlag.ack, { acknowledgement: gap, options });
    }
    this.#pass(opposite[flight.by]);
    yield this.#dataSegment(flight, missing, flight.by === "vm");
    this.#pass(flight.by);
    yield this.#segment(opposite[flight.by], tcpFlag.ack);
  }

  #dataSegment(flight: Flight, index: number, again = false): SimulatedPacket {
    const payload = flight.bytes.subarray(index * this.segmentSize, (index + 1) * this.segmentSize);
    const last = (index + 1) * this.segmentSize >= flight.bytes.length;
    const sequence = this.#endOf(flight, index - 1);
    return this.#segment(
      flight.by,
      last ? tcpFlag.psh | tcpFlag.ack : tcpFlag.ack,
      { payload, sequence },
      again,
    );
  }

  /** The sequence number after a segment of a flight. */
  #endOf({ base, bytes }: Flight, index: number): number {
    return base + Math.min((index + 1) * this.segmentSize, bytes.length);
  }

  #syn(by: Side, flags: number, again = false): SimulatedPacket {
    const end = this.#ends[by];
    const options = tcpSynOptions(this.segmentSize, end.windowScale);
    const packet = this.#segment(by, flags, { options, window: 64_240 }, again);
    end.sequence += 1;
    return packet;
  }

  #segment(by: Side, flags: number, fields: Partial<TcpSegment> = {}, again = false): SimulatedPacket {
    const from = this.#ends[by];
    const to = this.#ends[opposite[by]];
    from.identification += 1;
    const frame = tcpFrame({
      from,
      to,
      sequence: from.sequence,
      acknowledgement: flags & tcpFlag.ack ? to.sequence : 0,
      flags,
      window: windowBytes >> from.windowScale,
      identification: from.identification,
      ...fields,
    });
    const tcp = {
      conversation: this,
      kind: kindOf(flags),
      by,
      opener: this.#opener,
      again,
      scan: this.#scan,
    };
    return { at: this.now, frame, tcp };
  }

  #answerTime(by: Side): number {
    return by === "vm" ? this.#roundTrip + this.#random.integer(0, 90) : turnaround;
  }

  /** Advances time to the other end's response to what `by` sent. */
  #pass(by: Side): void {
    this.now += this.#answerTime(by);
  }
}

function kindOf(flags: number): SegmentFacts["kind"] {
  if (flags & tcpFlag.rst) return "resets";
  if ((flags & tcpFlag.syn) === 0) return "other";
  return flags & tcpFlag.ack ? "accepts" : "asks";
}
