import { longestProbe } from "../tables/keyIndex.ts";
import type { NumberHash } from "../tables/keyedHash.ts";

/** Bytes of a flow's record: wherever it begins, four cache lines hold it. */
export const recordBytes = 208;
/** A record begins with its flow's key: four numbers of four bytes. */
const key = { a: 0, b: 4, ports: 8, kind: 12 } as const;
const cacheLine = 64;

/**
 * Where the record of a flow is, by its key. A slot is 0 when free; otherwise its lower bits hold the number
 * of a flow, plus one, and the upper ones those of the flow's hash, so that a search reads hardly any other
 * record than the right one.
 */
export class FlowSlots {
  /** The bits of a number; the slots are as many. */
  readonly mask: number;
  readonly #slots: Int32Array;
  readonly #records: DataView;
  readonly #hash: NumberHash;
  #touched = 0;

  /** @param count of slots, a power of two */
  constructor(count: number, records: DataView, hash: NumberHash) {
    this.mask = count - 1;
    this.#slots = new Int32Array(count);
    this.#records = records;
    this.#hash = hash;
  }

  hashOf(a: number, b: number, ports: number, kind: number): number {
    return this.#hash.of(a, b, ports, kind);
  }

  /**
   * The slot of the last flow with this key, or the free one where its first flow belongs; -1 without one
   * within `longestProbe`.
   */
  find(hash: number, a: number, b: number, ports: number, kind: number): number {
    const slots = this.#slots;
    const { mask } = this;
    let slot = hash & mask;
    for (let probe = 0; probe < longestProbe; probe += 1) {
      const found = slots[slot] ?? 0;
      if (found === 0) return slot;
      const alike = ((found ^ hash) & ~mask) === 0;
      if (alike && this.matches(((found & mask) - 1) * recordBytes, a, b, ports, kind)) return slot;
      slot = (slot + 1) & mask;
    }
    return -1;
  }

  matches(at: number, a: number, b: number, ports: number, kind: number): boolean {
    const records = this.#records;
    return (
      records.getUint32(at + key.a, true) === a &&
      records.getUint32(at + key.b, true) === b &&
      records.getUint32(at + key.ports, true) === ports &&
      records.getUint32(at + key.kind, true) === kind
    );
  }

  /** Number of the flow in a slot, plus one; 0 when it is free. */
  numberIn(slot: number): number {
    return (this.#slots[slot] ?? 0) & this.mask;
  }

  set(slot: number, hash: number, number: number): void {
    this.#slots[slot] = (hash & ~this.mask) | number;
  }

  clear(): void {
    this.#slots.fill(0);
  }

  /** Number of the flow that most likely has this hash, plus one; 0 for none. */
  guess(hash: number): number {
    const found = this.#slots[hash & this.mask] ?? 0;
    return ((found ^ hash) & ~this.mask) === 0 ? found & this.mask : 0;
  }

  /** Reads a little of a flow's record, so that the processor has it at hand. @param number plus one */
  touch(number: number): void {
    const at = (number - 1) * recordBytes;
    for (let line = 0; at >= 0 && line < recordBytes; line += cacheLine)
      this.#touched = (this.#touched + this.#records.getUint8(at + line)) & 255;
  }
}
