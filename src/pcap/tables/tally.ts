import { dropLimit } from "./dropLimit.ts";
import { longestProbe } from "./keyIndex.ts";
import type { NumberHash } from "./keyedHash.ts";

const recordBytes = 40;
const marksAt = 12;
const outAt = 16;
const inAt = 24;
/** In 32 bits each, as in the records of flows. */
const packetsOutAt = 32;
const packetsInAt = 36;

/** More need a file of over 64 GiB. */
const mostPackets = 0xffffffff;

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
  /**
   * 0 when free; otherwise the number of a line, plus one, in the bits that number the slots, and those of
   * the hash above, so that a search reads hardly any other line than the right one.
   */
  readonly #slots: Int32Array;
  readonly #records: DataView;
  readonly #hash: NumberHash;

  /** @param capacity a power of two */
  constructor(capacity: number, hash: NumberHash) {
    this.#capacity = capacity;
    this.#hash = hash;
    this.#mask = capacity * 2 - 1;
    this.#slots = new Int32Array(capacity * 2);
    this.#records = new DataView(new ArrayBuffer(capacity * recordBytes));
  }

  /** Adds to the line with this key. @param marks bits to set */
  add(first: number, second: number, third: number, out: Amount, into: Amount, marks = 0): void {
    const at = this.#find(first, second, third);
    if (marks !== 0)
      this.#records.setUint32(at + marksAt, this.#records.getUint32(at + marksAt, true) | marks, true);
    this.#grow(at + outAt, out.bytes);
    this.#grow(at + inAt, into.bytes);
    this.#count(at + packetsOutAt, out.packets);
    this.#count(at + packetsInAt, into.packets);
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

  /** All lines, in the order they came. */
  *lines(): Generator<TallyLine, void, undefined> {
    for (let at = 0; at < this.count * recordBytes; at += recordBytes) yield this.#line(at);
  }

  /** The line with this key; null without one. */
  line(first: number, second: number, third: number): TallyLine | null {
    const hash = this.#hash.of(first, second, third, 0);
    const slot = this.#slotOf(hash, first, second, third);
    const found = slot < 0 ? 0 : this.#numberIn(slot);
    return found === 0 ? null : this.#line((found - 1) * recordBytes);
  }

  /** The lines with any mark, in the order they came. */
  *markedLines(): Generator<TallyLine, void, undefined> {
    for (let at = 0; at < this.count * recordBytes; at += recordBytes)
      if (this.#records.getUint32(at + marksAt, true) !== 0) yield this.#line(at);
  }

  #grow(at: number, by: number): void {
    this.#records.setFloat64(at, this.#records.getFloat64(at, true) + by, true);
  }

  #count(at: number, packets: number): void {
    const count = this.#records.getUint32(at, true) + packets;
    this.#records.setUint32(at, Math.min(count, mostPackets), true);
  }

  #line(at: number): TallyLine {
    const records = this.#records;
    return {
      key: [records.getUint32(at, true), records.getUint32(at + 4, true), records.getUint32(at + 8, true)],
      bytesOut: records.getFloat64(at + outAt, true),
      bytesIn: records.getFloat64(at + inAt, true),
      packetsOut: records.getUint32(at + packetsOutAt, true),
      packetsIn: records.getUint32(at + packetsInAt, true),
      marks: records.getUint32(at + marksAt, true),
    };
  }

  #bytesAt(at: number): number {
    return this.#records.getFloat64(at + outAt, true) + this.#records.getFloat64(at + inAt, true);
  }

  #find(first: number, second: number, third: number): number {
    const hash = this.#hash.of(first, second, third, 0);
    const slot = this.#slotOf(hash, first, second, third);
    if (slot < 0) return this.#takeOver(hash, first, second, third);
    const found = this.#numberIn(slot);
    return found === 0 ? this.#insert(hash, slot, first, second, third) : (found - 1) * recordBytes;
  }

  /** The slot with this key, or the free one where it belongs; -1 when the search ends before. */
  #slotOf(hash: number, first: number, second: number, third: number): number {
    const slots = this.#slots;
    const mask = this.#mask;
    let slot = hash & mask;
    for (let probe = 0; probe < longestProbe; probe += 1) {
      const found = slots[slot] ?? 0;
      if (found === 0) return slot;
      const alike = ((found ^ hash) & ~mask) === 0;
      if (alike && this.#matches(((found & mask) - 1) * recordBytes, first, second, third)) return slot;
      slot = (slot + 1) & mask;
    }
    return -1;
  }

  #numberIn(slot: number): number {
    return (this.#slots[slot] ?? 0) & this.#mask;
  }

  #set(slot: number, hash: number, number: number): void {
    this.#slots[slot] = (hash & ~this.#mask) | number;
  }

  #matches(at: number, first: number, second: number, third: number): boolean {
    const records = this.#records;
    return (
      records.getUint32(at, true) === first &&
      records.getUint32(at + 4, true) === second &&
      records.getUint32(at + 8, true) === third
    );
  }

  #insert(hash: number, slot: number, first: number, second: number, third: number): number {
    if (this.count === this.#capacity) {
      this.#makeRoom();
      return this.#find(first, second, third);
    }
    const at = this.count * recordBytes;
    this.count += 1;
    this.#set(slot, hash, this.count);
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
  #takeOver(hash: number, first: number, second: number, third: number): number {
    let smallest = hash & this.#mask;
    let least = Infinity;
    for (let probe = 0; probe < longestProbe; probe += 1) {
      const slot = (hash + probe) & this.#mask;
      const bytes = this.#bytesAt((this.#numberIn(slot) - 1) * recordBytes);
      if (bytes < least) [smallest, least] = [slot, bytes];
    }
    const number = this.#numberIn(smallest);
    this.missableBytes += least;
    this.#set(smallest, hash, number);
    this.#write((number - 1) * recordBytes, first, second, third);
    return (number - 1) * recordBytes;
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
    const hash = this.#hash.of(first, second, records.getUint32(from + 8, true), 0);
    for (let probe = 0; probe < longestProbe; probe += 1) {
      const slot = (hash + probe) & this.#mask;
      if (this.#slots[slot] !== 0) continue;
      whole.copyWithin(kept * recordBytes, from, from + recordBytes);
      this.#set(slot, hash, kept + 1);
      return true;
    }
    return false;
  }
}

const bytesOfLine = (line: TallyLine): number => line.bytesOut + line.bytesIn;
