import type { NumberHash } from "../tables/keyedHash.ts";

const bits = 2048;

/**
 * Estimates how many different hosts there were, in bounded memory: linear counting (Whang and others, 1990).
 * Exact for a few, within some percent for thousands; `most` is the highest estimate.
 */
export class SourceCount {
  readonly #words = new Uint32Array(bits / 32);
  readonly #hash: NumberHash;
  #set = 0;

  constructor(hash: NumberHash) {
    this.#hash = hash;
  }

  add(version: number, address: number): void {
    const bit = this.#hash.of(address, version, 0, 0) & (bits - 1);
    const word = this.#words[bit >>> 5] ?? 0;
    const mask = 1 << (bit & 31);
    if ((word & mask) !== 0) return;
    this.#words[bit >>> 5] = word | mask;
    this.#set += 1;
  }

  get estimate(): number {
    const free = Math.max(bits - this.#set, 1);
    return Math.max(Math.round(bits * Math.log(bits / free)), this.#set);
  }
}
