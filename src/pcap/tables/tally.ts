import { dropLimit } from "./dropLimit.ts";
import { longestProbe } from "./keyIndex.ts";
import type { NumberHash } from "./keyedHash.ts";

const recordBytes = 48;
const marksAt = 12;
const outAt = 16;
const inAt = 24;
const packetsOutAt = 32;
const packetsInAt = 40;

/** What is added to one direction of a line. */
interface Amount {
  readonly packets: number;
  readonly bytes: number;
}

/** One line of a tally. */
export interface TallyLine {
  readonly key: readonly [number, number, number];
  readonly packetsOut: number;
  readonly bytesOut: number;
  readonly packetsIn: number;
  readonly bytesIn: number;
  /** All bits that were added. */
  readonly marks: number;
}

/**
 * Adds up traffic by keys of three numbers, in bounded memory and time: when full, it drops the smaller
 * lines. A key that finds no slot takes the place of the smallest line that was in its way.
 */
export class Tally {
  /** Bytes that a line may lack at most. */
  missableBytes = 0;
  count = 0;
  readonly #capacity: number;
  readonly #mask: number;
  readonly #slots: Uint32Array;
  readonly #records: DataView;

  readonly #hash: NumberHash;

  /** @param capacity a power of two */
  constructor(capacity: number, hash: NumberHash) {
    this.#capacity = capacity;
    this.#hash = hash;
    this.#mask = capacity * 2 - 1;
    this.#slots = new Uint32Array(capacity * 2);
    this.#records = new DataView(new ArrayBuffer(capacity * recordBytes));
  }

  /** Adds to the line with this key. @param marks bits to set */
  add(first: number, second: number, third: number, out: Amount, into: Amount, marks = 0): void {
    const at = this.#find(first, second, third);
    if (marks !== 0)
      this.#records.setUint32(at + marksAt, this.#records.getUint32(at + marksAt, true) | marks, true);
    this.#grow(at + outAt, out.bytes);
    this.#grow(at + inAt, into.bytes);
    this.#grow(at + packetsOutAt, out.packets);
    this.#grow(at + packetsInAt, into.packets);
  }

  /** The largest lines, largest first; equal ones in the order they came. */
  top(limit: number, measure: (line: TallyLine) => number = bytesOfLine): TallyLine[] {
    const best: TallyLine[] = [];
    let least = 0;
    for (let index = 0; index < this.count; index += 1) {
      const at = index * recordBytes;
      if (best.length === limit && measure === bytesOfLine && this.#bytesAt(at) <= least) continue;
      const line = this.#line(at);
      const size = measure(line);
      if (best.length === limit && size <= least) continue;
      const place = best.findIndex((other) => measure(other) < size);
      best.splice(place < 0 ? best.length : place, 0, line);
      if (best.length > limit) best.pop();
      least = measure(best.at(-1) ?? line);
    }
    return best;
  }

  /** The line with this key; null without one. */
  line(first: number, second: number, third: number): TallyLine | null {
    let slot = this.#hash.of(first, second, third, 0) & this.#mask;
    for (let probe = 0; probe < longestProbe; probe += 1) {
      const found = this.#slots[slot] ?? 0;
      if (found === 0) return null;
      const at = (found - 1) * recordBytes;
      if (this.#matches(at, first, second, third)) return this.#line(at);
      slot = (slot + 1) & this.#mask;
    }
    return null;
  }

  /** The lines with any mark, in the order they came. */
  *markedLines(): Generator<TallyLine, void, undefined> {
    for (let at = 0; at < this.count * recordBytes; at += recordBytes)
      if (this.#records.getUint32(at + marksAt, true) !== 0) yield this.#line(at);
  }

  #grow(at: number, by: number): void {
    this.#records.setFloat64(at, this.#records.getFloat64(at, true) + by, true);
  }

  #line(at: number): TallyLine {
    const records = this.#records;
    return {
      key: [records.getUint32(at, true), records.getUint32(at + 4, true), records.getUint32(at + 8, true)],
      bytesOut: records.getFloat64(at + outAt, true),
      bytesIn: records.getFloat64(at + inAt, true),
      packetsOut: records.getFloat64(at + packetsOutAt, true),
      packetsIn: records.getFloat64(at + packetsInAt, true),
      marks: records.getUint32(at + marksAt, true),
    };
  }

  #bytesAt(at: number): number {
    return this.#records.getFloat64(at + outAt, true) + this.#records.getFloat64(at + inAt, true);
  }

  #find(first: number, second: number, third: number): number {
    const start = this.#hash.of(first, second, third, 0) & this.#mask;
    let slot = start;
    for (let probe = 0; probe < longestProbe; probe += 1) {
      const found = this.#slots[slot] ?? 0;
      if (found === 0) return this.#insert(slot, first, second, third);
      const at = (found - 1) * recordBytes;
      if (this.#matches(at, first, second, third)) return at;
      slot = (slot + 1) & this.#mask;
    }
    return this.#takeOver(start, first, second, third);
  }

  #matches(at: number, first: number, second: number, third: number): boolean {
    const records = this.#records;
    return (
      records.getUint32(at, true) === first &&
      records.getUint32(at + 4, true) === second &&
      records.getUint32(at + 8, true) === third
    );
  }

  #insert(slot: number, first: number, second: number, third: number): number {
    if (this.count === this.#capacity) {
      this.#makeRoom();
      return this.#find(first, second, third);
    }
    const at = this.count * recordBytes;
    this.count += 1;
    this.#slots[slot] = this.count;
    this.#write(at, first, second, third);
    return at;
  }

  #write(at: number, first: number, second: number, third: number): void {
    const records = this.#records;
    for (let field = 0; field < recordBytes; field += 8) records.setFloat64(at + field, 0, true);
    records.setUint32(at, first, true);
    records.setUint32(at + 4, second, true);
    records.setUint32(at + 8, third, true);
  }

  /** Gives the key the record of the smallest line that its search met, all of whose slots are taken. */
  #takeOver(start: number, first: number, second: number, third: number): number {
    let smallest = -1;
    for (let probe = 0; probe < longestProbe; probe += 1) {
      const at = ((this.#slots[(start + probe) & this.#mask] ?? 0) - 1) * recordBytes;
      if (smallest < 0 || this.#bytesAt(at) < this.#bytesAt(smallest)) smallest = at;
    }
    this.missableBytes += this.#bytesAt(smallest);
    this.#write(smallest, first, second, third);
    return smallest;
  }

  #makeRoom(): void {
    const limit = dropLimit(this.count, (index) => this.#bytesAt(index * recordBytes));
    const whole = new Uint8Array(this.#records.buffer);
    let largest = 0;
    let kept = 0;
    this.#slots.fill(0);
    for (let index = 0; index < this.count; index += 1) {
      const from = index * recordBytes;
      const bytes = this.#bytesAt(from);
      if (bytes < limit || !this.#keep(whole, from, kept)) largest = Math.max(largest, bytes);
      else kept += 1;
    }
    this.missableBytes += largest;
    this.count = kept;
  }

  /** Moves a record to number `kept` and gives it a slot; false when there is none for it. */
  #keep(whole: Uint8Array, from: number, kept: number): boolean {
    const records = this.#records;
    const [first, second] = [records.getUint32(from, true), records.getUint32(from + 4, true)];
    const start = this.#hash.of(first, second, records.getUint32(from + 8, true), 0);
    for (let probe = 0; probe < longestProbe; probe += 1) {
      const slot = (start + probe) & this.#mask;
      if (this.#slots[slot] !== 0) continue;
      whole.copyWithin(kept * recordBytes, from, from + recordBytes);
      this.#slots[slot] = kept + 1;
      return true;
    }
    return false;
  }
}

const bytesOfLine = (line: TallyLine): number => line.bytesOut + line.bytesIn;
