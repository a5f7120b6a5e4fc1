import { compareTimes, timestampText, type Timestamp } from "../file/timestamp.ts";
import type { Dissector } from "../dissector.ts";
import type { Packet, PacketForesight, PacketSink } from "../protocols/packet.ts";
import type { BeforeBounds } from "./beforeBounds.ts";
import type { BeforeTraffic } from "./beforeTraffic.ts";
import type { RecordingGap } from "./recordingGap.ts";

const billion = 1e9;
/**
 * Between two files of one ring no packet is missing. After so long without one, the files may be of two
 * rings, and nobody knows what happened between them.
 */
const doubtfulSilence = 5 * billion;

/** Takes the packets of files from before the capture: those that the capture lacks, and that are needed. */
export class BeforeSink implements PacketSink {
  readonly #dissector: Dissector;
  readonly #bounds: BeforeBounds;
  readonly #onGap: (gap: RecordingGap) => void;
  #packets = 0;
  #bytes = 0;
  #overlapPackets = 0;
  readonly #first: Timestamp = { seconds: Infinity, nanoseconds: 0 };
  readonly #last: Timestamp = { seconds: -Infinity, nanoseconds: 0 };
  /** Whether the packet last seen counts; one without a time is like the one before. */
  #counts = false;
  /** What is known of the way from the packet before: more of the same file, another file, or a gap. */
  #way: "file" | "boundary" | "gap" = "file";

  constructor(dissector: Dissector, bounds: BeforeBounds, onGap: (gap: RecordingGap) => void) {
    this.#dissector = dissector;
    this.#bounds = bounds;
    this.#onGap = onGap;
  }

  get foresight(): PacketForesight {
    return this.#dissector.foresight;
  }

  packet(packet: Packet): void {
    if (packet.timed) this.#counts = this.#isWanted(packet);
    if (!this.#counts) return;
    if (packet.timed) {
      if (this.#way !== "file") this.#pass(packet);
      this.#note(packet);
    }
    this.#packets += 1;
    this.#bytes += packet.wireLength;
    this.#dissector.packetBefore(packet);
  }

  /** Another file follows. @param isWhole whether everything was read up to there */
  endFile(isWhole: boolean): void {
    if (this.#way !== "gap") this.#way = isWhole ? "boundary" : "gap";
  }

  /** The capture follows. Without a packet that both have, something may be missing between them. */
  endAll(): void {
    const { captureFrom } = this.#bounds;
    if (captureFrom === null || this.#packets === 0 || this.#overlapPackets > 0) return;
    this.#cross(captureFrom);
  }

  traffic(): Omit<BeforeTraffic, "files" | "unreadFiles"> {
    const { captureFrom } = this.#bounds;
    return {
      packets: this.#packets,
      bytes: this.#bytes,
      firstPacketAt: timestampText(this.#first),
      lastPacketAt: timestampText(this.#last),
      captureFrom: captureFrom === null ? null : timestampText(captureFrom),
      overlapPackets: this.#overlapPackets,
      gapSeconds: this.#gapSeconds(),
    };
  }

  #gapSeconds(): number | null {
    const { captureFrom } = this.#bounds;
    if (captureFrom === null || this.#packets === 0) return null;
    return this.#overlapPackets > 0 ? 0 : nanosecondsBetween(this.#last, captureFrom) / billion;
  }

  #isWanted(packet: Packet): boolean {
    const { captureFrom, from } = this.#bounds;
    if (captureFrom !== null && compareTimes(packet, captureFrom) >= 0) {
      this.#overlapPackets += 1;
      return false;
    }
    return from === null || compareTimes(packet, from) >= 0;
  }

  #pass(packet: Packet): void {
    const silence = nanosecondsBetween(this.#last, packet);
    if (this.#way === "gap" || silence >= doubtfulSilence) this.#cross(packet);
    this.#way = "file";
  }

  #cross(to: Readonly<Timestamp>): void {
    if (this.#packets === 0) return;
    const { clock } = this.#dissector;
    const { seconds, nanoseconds } = this.#last;
    this.#onGap({
      startAt: clock.since(seconds, nanoseconds),
      endAt: clock.since(to.seconds, to.nanoseconds),
    });
  }

  #note({ seconds, nanoseconds }: Packet): void {
    const time = { seconds, nanoseconds };
    if (compareTimes(time, this.#first) < 0) Object.assign(this.#first, time);
    if (compareTimes(time, this.#last) > 0) Object.assign(this.#last, time);
  }
}

const nanosecondsBetween = (one: Readonly<Timestamp>, other: Readonly<Timestamp>): number =>
  (other.seconds - one.seconds) * billion + (other.nanoseconds - one.nanoseconds);
