import { compareTimes, timestampText, type Timestamp } from "../file/timestamp.ts";
import { PacketFilters } from "./filtering/packetFilters.ts";
import { TimeSpan } from "./timeSpan.ts";
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
  /** Those of the capture, which the ring need not have; null without any. */
  readonly #filters: PacketFilters | null;
  #packets = 0;
  #bytes = 0;
  #overlapPackets = 0;
  #filteredPackets = 0;
  /** Whether the ring was still recorded when the capture had its first packet. */
  #overlaps = false;
  /** Of the packets that count. */
  readonly #counted = new TimeSpan();
  /** Of those that the filters leave out, too: the time that was recorded. */
  readonly recorded = new TimeSpan();
  /** Whether the packet last seen counts; one without a time is like the one before. */
  #counts = false;
  /** What is known of the way from the packet before: more of the same file, another file, or a gap. */
  #way: "file" | "boundary" | "gap" = "file";

  constructor(dissector: Dissector, bounds: BeforeBounds, onGap: (gap: RecordingGap) => void) {
    this.#dissector = dissector;
    this.#bounds = bounds;
    this.#onGap = onGap;
    const { filters = [] } = bounds;
    this.#filters = filters.length === 0 ? null : new PacketFilters(filters);
  }

  get foresight(): PacketForesight {
    return this.#dissector.foresight;
  }

  packet(packet: Packet): void {
    if (packet.timed) this.#counts = this.#isWanted(packet);
    if (!this.#counts) return;
    if (packet.timed) {
      if (this.#way !== "file") this.#pass(packet);
      this.recorded.add(packet);
    }
    if (!this.#fits(packet)) {
      this.#filteredPackets += 1;
      return;
    }
    if (packet.timed) this.#counted.add(packet);
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
    if (captureFrom === null || this.#overlaps) return;
    this.#cross(captureFrom);
  }

  traffic(): Omit<BeforeTraffic, "files" | "unreadFiles"> {
    const { captureFrom } = this.#bounds;
    return {
      packets: this.#packets,
      bytes: this.#bytes,
      firstPacketAt: timestampText(this.#counted.first),
      lastPacketAt: timestampText(this.#counted.last),
      captureFrom: captureFrom === null ? null : timestampText(captureFrom),
      overlapPackets: this.#overlapPackets,
      ...(this.#filters !== null && { filteredPackets: this.#filteredPackets }),
      gapSeconds: this.#gapSeconds(),
    };
  }

  #gapSeconds(): number | null {
    const { captureFrom } = this.#bounds;
    if (captureFrom === null || this.#packets === 0) return null;
    return this.#overlaps ? 0 : nanosecondsBetween(this.recorded.last, captureFrom) / billion;
  }

  #isWanted(packet: Packet): boolean {
    const { captureFrom, from } = this.#bounds;
    if (captureFrom !== null && compareTimes(packet, captureFrom) >= 0) {
      this.#overlaps = true;
      if (this.#fits(packet)) this.#overlapPackets += 1;
      return false;
    }
    return from === null || compareTimes(packet, from) >= 0;
  }

  #fits(packet: Packet): boolean {
    return this.#filters === null || this.#filters.fits(packet);
  }

  #pass(packet: Packet): void {
    const silence = nanosecondsBetween(this.recorded.last, packet);
    if (this.#way === "gap" || silence >= doubtfulSilence) this.#cross(packet);
    this.#way = "file";
  }

  #cross(to: Readonly<Timestamp>): void {
    if (this.recorded.isEmpty) return;
    const { clock } = this.#dissector;
    const { seconds, nanoseconds } = this.recorded.last;
    this.#onGap({
      startAt: clock.since(seconds, nanoseconds),
      endAt: clock.since(to.seconds, to.nanoseconds),
    });
  }
}

const nanosecondsBetween = (one: Readonly<Timestamp>, other: Readonly<Timestamp>): number =>
  (other.seconds - one.seconds) * billion + (other.nanoseconds - one.nanoseconds);
