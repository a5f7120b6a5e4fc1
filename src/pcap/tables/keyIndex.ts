import type { NumberHash } from "./keyedHash.ts";

/** Slots that a search looks at. At most half are taken: under a random seed no key needs as many. */
export const longestProbe = 128;
const wordsOfKey = 4;

/**
 * Numbers keys of up to four 32-bit numbers from 0, in the order they came, in bounded memory and time. It
 * stands where a Map would have numbers as keys that a sender chooses: V8 hashes strings, but not numbers,
 * with a seed.
 */
export class KeyIndex {
  count = 0;
  readonly #capacity: number;
  readonly #mask: number;
  /** 0 when free; otherwise the number of a key, plus one. Empty before the first key. */
  #slots = new Uint32Array(0);
  #keys = new Uint32Array(0);
  readonly #hash: NumberHash;

  constructor(capacity: number, hash: NumberHash) {
    const slots = 2 ** Math.ceil(Math.log2(Math.max(capacity, 1) * 2));
    this.#capacity = capacity;
    this.#mask = slots - 1;
    this.#hash = hash;
  }

  get full(): boolean {
    return this.count === this.#capacity;
  }

  /** The number of a key; -1 when it has none. */
  find(first: number, second = 0, third = 0, fourth = 0): number {
    const slot = this.#slotOf(first, second, third, fourth);
    return slot < 0 ? -1 : (this.#slots[slot] ?? 0) - 1;
  }

  /** The number of a key, which gets one when it has none; -1 when there is no place for it. */
  place(first: number, second = 0, third = 0, fourth = 0): number {
    const slot = this.#slotOf(first, second, third, fourth);
    if (slot < 0) return -1;
    const found = this.#slots[slot] ?? 0;
    if (found !== 0 || this.full) return found - 1;
    if (this.#slots.length === 0) this.#open();
    const at = this.count * wordsOfKey;
    this.#keys[at] = first;
    this.#keys[at + 1] = second;
    this.#keys[at + 2] = third;
    this.#keys[at + 3] = fourth;
    this.count += 1;
    this.#slots[slot] = this.count;
    return this.count - 1;
  }

  /** One of the four numbers of a key. */
  word(number: number, word: number): number {
    return this.#keys[number * wordsOfKey + word] ?? 0;
  }

  #open(): void {
    this.#slots = new Uint32Array(this.#mask + 1);
    // Pages that are never written cost no memory.
    this.#keys = new Uint32Array(this.#capacity * wordsOfKey);
  }

  clear(): void {
    this.#slots.fill(0);
    this.count = 0;
  }

  /** The slot with this key, or the free one where it belongs; -1 when the search ends before. */
  #slotOf(first: number, second: number, third: number, fourth: number): number {
    const keys = this.#keys;
    let slot = this.#hash.of(first, second, third, fourth) & this.#mask;
    for (let probe = 0; probe < longestProbe; probe += 1) {
      const found = this.#slots[slot] ?? 0;
      if (found === 0) return slot;
      const at = (found - 1) * wordsOfKey;
      const same =
        keys[at + 3] === fourth && keys[at + 2] === third && keys[at + 1] === second && keys[at] === first;
      if (same) return slot;
      slot = (slot + 1) & this.#mask;
    }
    return -1;
  }
}
