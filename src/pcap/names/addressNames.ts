import { KeyIndex } from "../tables/keyIndex.ts";
import type { NumberHash } from "../tables/keyedHash.ts";

/** The names of addresses as they came, of at most this many. */
class Generation {
  readonly index: KeyIndex;
  readonly names: string[] = [];

  constructor(capacity: number, hash: NumberHash) {
    this.index = new KeyIndex(capacity, hash);
  }
}

/**
 * The latest name of each address, in bounded memory. It keeps two generations: when the newer one is full,
 * it replaces the older one. (A Map whose oldest entry makes room takes longer for each, because V8 searches
 * it from its first entry, past all that were deleted.)
 */
export class AddressNames {
  #newer: Generation;
  #older: Generation;

  /** @param capacity of each generation */
  constructor(capacity: number, hash: NumberHash) {
    this.#newer = new Generation(capacity, hash);
    this.#older = new Generation(capacity, hash);
  }

  find(version: number, address: number): string | null {
    for (const { index, names } of [this.#newer, this.#older]) {
      const name = names[index.find(address, version)];
      if (name !== undefined) return name;
    }
    return null;
  }

  set(version: number, address: number, name: string): void {
    if (this.#newer.index.place(address, version) < 0) this.#renew();
    const { index, names } = this.#newer;
    names[index.place(address, version)] = name;
  }

  #renew(): void {
    [this.#newer, this.#older] = [this.#older, this.#newer];
    this.#newer.index.clear();
    this.#newer.names.length = 0;
  }
}
