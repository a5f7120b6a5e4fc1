import type { Timestamp } from "../file/timestamp.ts";

const buckets = 60;

/** Packets and bytes over time, in a fixed number of buckets that grow as the capture does. */
export class Timeline {
  readonly first: Timestamp = { seconds: Infinity, nanoseconds: 0 };
  readonly last: Timestamp = { seconds: -Infinity, nanoseconds: 0 };
  bucketSeconds = 1;
  #origin = 0;
  /** That of the last packet, and its bucket. */
  #second = NaN;
  #bucket = 0;
  readonly #packets = new Float64Array(buckets);
  readonly #bytes = new Float64Array(buckets);

  /** Times may come in any order; one before the first packet's second counts as that second. */
  add(seconds: number, nanoseconds: number, bytes: number): void {
    if (seconds !== this.#second) this.#turnTo(seconds);
    const { first, last } = this;
    if (nanoseconds > last.nanoseconds && seconds === last.seconds) last.nanoseconds = nanoseconds;
    if (nanoseconds < first.nanoseconds && seconds === first.seconds) first.nanoseconds = nanoseconds;
    const bucket = this.#bucket;
    this.#packets[bucket] = (this.#packets[bucket] ?? 0) + 1;
    this.#bytes[bucket] = (this.#bytes[bucket] ?? 0) + bytes;
  }

  /** Finds the bucket of a second, which many packets in a row have in common. */
  #turnTo(seconds: number): void {
    const { first, last } = this;
    this.#second = seconds;
    if (seconds > last.seconds) {
      if (last.seconds === -Infinity) this.#origin = seconds;
      last.seconds = seconds;
      last.nanoseconds = -1;
    }
    if (seconds < first.seconds) {
      first.seconds = seconds;
      first.nanoseconds = Infinity;
    }
    const since = Math.max(seconds - this.#origin, 0);
    while (since >= this.bucketSeconds * buckets) this.#widen();
    this.#bucket = Math.floor(since / this.bucketSeconds);
  }

  /** Start of the first bucket, in seconds since the epoch. */
  get startSeconds(): number {
    return this.#origin;
  }

  /** Seconds between the first and the last packet; 0 without packets. */
  get durationSeconds(): number {
    const { first, last } = this;
    if (last.seconds === -Infinity) return 0;
    const nanoseconds = (last.seconds - first.seconds) * 1e9 + (last.nanoseconds - first.nanoseconds);
    return nanoseconds / 1e9;
  }

  /** The buckets up to the last one with a packet. */
  read(): { packets: number[]; bytes: number[] } {
    const used = this.#packets.findLastIndex((count) => count > 0) + 1;
    return { packets: [...this.#packets.subarray(0, used)], bytes: [...this.#bytes.subarray(0, used)] };
  }

  #widen(): void {
    this.bucketSeconds *= 2;
    for (const counts of [this.#packets, this.#bytes]) {
      for (let bucket = 0; bucket < buckets / 2; bucket += 1) {
        counts[bucket] = (counts[2 * bucket] ?? 0) + (counts[2 * bucket + 1] ?? 0);
      }
      counts.fill(0, buckets / 2);
    }
  }
}
