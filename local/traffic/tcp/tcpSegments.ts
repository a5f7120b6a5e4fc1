import { tcpFlag, tcpFrame, tcpSynOptions, type TcpSegment } from "../wire/tcp.ts";
import type { Random } from "../random.ts";
import type { Repetition, SegmentFacts, Side, SimulatedPacket } from "../simulatedPacket.ts";
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
  /** Most bytes of data in a segment of the peer; the same as the VM's by default. */
  readonly peerSegmentSize?: number;
}

interface EndState {
  readonly host: NetworkHost;
  readonly port: number;
  readonly windowScale: number;
  /** Most bytes of data in a segment that it sends. */
  readonly segmentSize: number;
  sequence: number;
  identification: number;
  /** Bytes that it offers to take. */
  window: number;
}

/** Fields that differ from those of the next plain acknowledgement. */
interface Told extends Partial<Pick<TcpSegment, "sequence" | "acknowledgement" | "options" | "payload">> {
  readonly again?: Repetition | null;
}

/** Response time of the VM, in microseconds. */
const turnaround = 28;
/** Microseconds between the segments of a flight. */
export const spacing = 11;

export const opposite = { vm: "peer", peer: "vm" } as const;

/** The segments of a TCP conversation, one by one, as seen at the VM's network interface. */
export class TcpSegments {
  /** When the next segment passes; the end of what was yielded so far. */
  now: number;
  readonly roundTrip: number;
  protected readonly random: Random;
  protected opener: Side = "vm";
  readonly #ends: Readonly<Record<Side, EndState>>;
  readonly #scan: boolean;

  constructor(options: ConversationOptions) {
    const { random, vm, peer, roundTrip, startsAt, scan = false } = options;
    const vmSegment = vm.host.address.length === 4 ? 1_440 : 1_420;
    const state = { sequence: 0, identification: 0, window: 262_144, segmentSize: vmSegment };
    const { peerSegmentSize = vmSegment } = options;
    this.#ends = {
      vm: { ...vm, ...state, windowScale: 8 },
      peer: { ...peer, ...state, windowScale: 7, segmentSize: peerSegmentSize },
    };
    for (const end of Object.values(this.#ends)) {
      end.sequence = random.integer(0, 2 ** 32 - 1);
      end.identification = random.integer(0, 0xffff);
    }
    this.now = startsAt;
    this.roundTrip = roundTrip;
    this.random = random;
    this.#scan = scan;
  }

  /** Most bytes of data in a segment. */
  segmentSize(by: Side): number {
    return this.#ends[by].segmentSize;
  }

  /** The number of the next byte that this side sends. */
  nextSequence(by: Side): number {
    return this.#ends[by].sequence;
  }

  moveSequence(by: Side, bytes: number): void {
    this.#ends[by].sequence += bytes;
  }

  /** Bytes that this side offers to take from now on, in its announced unit. */
  offerWindow(by: Side, bytes: number): number {
    const end = this.#ends[by];
    end.window = (bytes >> end.windowScale) << end.windowScale;
    return end.window;
  }

  pause(microseconds: number): void {
    this.now += microseconds;
  }

  /** Data in one segment; the side's sequence number moves on unless one is told. */
  data(by: Side, payload: Buffer, told: Told = {}): SimulatedPacket {
    const packet = this.segment(by, tcpFlag.psh | tcpFlag.ack, { payload, ...told });
    if (told.sequence === undefined) this.moveSequence(by, payload.length);
    return packet;
  }

  acknowledge(by: Side, told: Told = {}): SimulatedPacket {
    return this.segment(by, tcpFlag.ack, told);
  }

  protected syn(by: Side, flags: number, again: Repetition | null = null): SimulatedPacket {
    const end = this.#ends[by];
    // Each side announces what it takes, which is what the other side sends.
    const options = tcpSynOptions(this.#ends[opposite[by]].segmentSize, end.windowScale);
    const packet = this.segment(by, flags, { options, window: 64_240, again });
    end.sequence += 1;
    return packet;
  }

  protected segment(
    by: Side,
    flags: number,
    { again = null, ...fields }: Told & { readonly window?: number } = {},
  ): SimulatedPacket {
    const from = this.#ends[by];
    const to = this.#ends[opposite[by]];
    from.identification += 1;
    const frame = tcpFrame({
      from,
      to,
      sequence: from.sequence,
      acknowledgement: flags & tcpFlag.ack ? to.sequence : 0,
      flags,
      window: from.window >> from.windowScale,
      identification: from.identification,
      ...fields,
    });
    const tcp = {
      conversation: this,
      kind: kindOf(flags),
      by,
      opener: this.opener,
      again,
      dataBytes: fields.payload?.length ?? 0,
      scan: this.#scan,
    };
    return { at: this.now, frame, tcp };
  }

  /** Microseconds from what `by` sends to the other end's response. */
  protected answerTime(by: Side): number {
    return by === "vm" ? this.roundTrip + this.random.integer(0, 90) : turnaround;
  }

  /** Advances time to the other end's response to what `by` sent. */
  pass(by: Side): void {
    this.now += this.answerTime(by);
  }
}

function kindOf(flags: number): SegmentFacts["kind"] {
  if (flags & tcpFlag.rst) return "resets";
  if ((flags & tcpFlag.syn) === 0) return "other";
  return flags & tcpFlag.ack ? "accepts" : "asks";
}
