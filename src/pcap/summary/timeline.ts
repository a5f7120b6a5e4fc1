import { AddressColumns } from "./addressColumns.ts";
import type { Timestamp } from "../file/timestamp.ts";
import type { NumberHash } from "../tables/keyedHash.ts";

const buckets = 60;
const billion = 1e9;
/** Share of the VM's bytes that the columns may lack, because its addresses were not told apart in time. */
const tolerated = 0.01;

/** What the VM sent and received by its flows, to compare the columns with. */
interface VmBytes {
  readonly sent: number;
  readonly received: number;
}

/**
 * Packets and bytes over time, in a fixed number of buckets that grow as the capture does. The first bucket
 * begins with the file's first packet.
 */
export class Timeline {
  readonly first: Timestamp = { seconds: Infinity, nanoseconds: 0 };
  readonly last: Timestamp = { seconds: -Infinity, nanoseconds: 0 };
  /** Of the file's first packet. */
  readonly start: Timestamp = { seconds: NaN, nanoseconds: 0 };
  bucketSeconds = 1;
  /** The bucket of the last packet, and its bounds in nanoseconds since the start. */
  #bucket = 0;
  #from = 0;
  #to = 0;
  readonly #packets = new Float64Array(buckets);
  readonly #bytes = new Float64Array(buckets);
  readonly #ends: AddressColumns;

  constructor(hash: NumberHash) {
    this.#ends = new AddressColumns(buckets, hash);
  }

  /** Times may come in any order; one before the first packet's counts as that. */
  add(seconds: number, nanoseconds: number, bytes: number): void {
    const { first, last, start } = this;
    if (seconds >= last.seconds && (seconds > last.seconds || nanoseconds > last.nanoseconds)) {
      last.seconds = seconds;
      last.nanoseconds = nanoseconds;
    }
    if (seconds <= first.seconds && (seconds < first.seconds || nanoseconds < first.nanoseconds)) {
      first.seconds = seconds;
      first.nanoseconds = nanoseconds;
    }
    const since = (seconds - start.seconds) * billion + (nanoseconds - start.nanoseconds);
    if (!(since >= this.#from && since < this.#to)) this.#turnTo(seconds, nanoseconds);
    const bucket = this.#bucket;
    this.#packets[bucket] = (this.#packets[bucket] ?? 0) + 1;
    this.#bytes[bucket] = (this.#bytes[bucket] ?? 0) + bytes;
  }

  /**
   * Adds the bytes of the packet that was added last to its two addresses.
   *
   * @param reversed whether it runs from B to A
   */
  addEnds(version: number, a: number, b: number, reversed: boolean, bytes: number): void {
    this.#ends.add(version, a, b, reversed, this.#bucket, bytes);
  }

  /** Finds the bucket of a time, which many packets in a row have in common. */
  #turnTo(seconds: number, nanoseconds: number): void {
    const { start } = this;
    if (Number.isNaN(start.seconds)) {
      start.seconds = seconds;
      start.nanoseconds = nanoseconds;
    }
    const since = Math.max((seconds - start.seconds) * billion + (nanoseconds - start.nanoseconds), 0);
    while (since >= this.#bucketNanoseconds * buckets) this.#widen();
    this.#bucket = Math.floor(since / this.#bucketNanoseconds);
    this.#from = this.#bucket * this.#bucketNanoseconds;
    this.#to = this.#from + this.#bucketNanoseconds;
  }

  get #bucketNanoseconds(): number {
    return this.bucketSeconds * billion;
  }

  /** Seconds between the first and the last packet; 0 without packets. */
  get durationSeconds(): number {
    const { first, last } = this;
    if (last.seconds === -Infinity) return 0;
    const nanoseconds = (last.seconds - first.seconds) * 1e9 + (last.nanoseconds - first.nanoseconds);
    return nanoseconds / 1e9;
  }

  /** The buckets up to the last one with a packet. */
  read(): { complete: number; packets: number[]; bytes: number[] } {
    const used = this.#used;
    const { start, last } = this;
    const since = (last.seconds - start.seconds) * billion + (last.nanoseconds - start.nanoseconds);
    return {
      complete: used === 0 ? 0 : Math.min(Math.max(Math.floor(since / this.#bucketNanoseconds), 1), used),
      packets: [...this.#packets.subarray(0, used)],
      bytes: [...this.#bytes.subarray(0, used)],
    };
  }

  /**
   * Bytes of the buckets that the VM sent and received; null where its addresses are unknown.
   *
   * @param local keys of the VM's addresses
   */
  readSides(local: ReadonlySet<number>, vm: VmBytes): { sent: number[] | null; received: number[] | null } {
    const { sent, received } = this.#ends.sumsOf(local);
    const known =
      local.size > 0 &&
      sum(sent) >= vm.sent * (1 - tolerated) &&
      sum(received) >= vm.received * (1 - tolerated);
    if (!known) return { sent: null, received: null };
    const used = this.#used;
    return { sent: [...sent.subarray(0, used)], received: [...received.subarray(0, used)] };
  }

  get #used(): number {
    return this.#packets.findLastIndex((count) => count > 0) + 1;
  }

  #widen(): void {
    this.bucketSeconds *= 2;
    for (const counts of [this.#packets, this.#bytes]) halve(counts);
    this.#ends.forEach(halve);
  }
}

const sum = (numbers: Float64Array): number => numbers.reduce((all, number) => all + number, 0);

/** Joins pairs of buckets. */
function halve(counts: Float64Array): void {
  for (let bucket = 0; bucket < buckets / 2; bucket += 1) {
    counts[bucket] = (counts[2 * bucket] ?? 0) + (counts[2 * bucket + 1] ?? 0);
  }
  counts.fill(0, buckets / 2);
}
