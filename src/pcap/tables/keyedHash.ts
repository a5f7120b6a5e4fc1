/** Spreads four 32-bit numbers over 32 bits; tables whose size is a power of two take the lowest bits. */
export interface NumberHash {
  of(first: number, second: number, third: number, fourth: number): number;
}

const keyBytes = 16;
const valuesOfByte = 256;

/**
 * Simple tabulation hashing: each byte of a key selects a random number, and their exclusive or is the hash
 * (Pătraşcu and Thorup, "The Power of Simple Tabulation Hashing", 2012). Whichever keys somebody chose
 * without knowing the seed, tables with linear probing take constant time for each: a seed that only begins a
 * mix, as in many hashes, leaves keys that collide under every seed.
 */
export class KeyedHash implements NumberHash {
  readonly #words = new Int32Array(keyBytes * valuesOfByte);
  /** The numbers of the last key, and their parts of its hash. */
  readonly #lastWords = new Int32Array(4).fill(1);
  readonly #lastParts = new Int32Array(4);

  /** @param seed random numbers of 32 bits, best four; always the same hash without any */
  constructor(seed: Iterable<number>) {
    const next = randomWords(seed);
    for (let at = 0; at < this.#words.length; at += 1) this.#words[at] = next();
    // From here on the parts are those of the numbers.
    this.of(0, 0, 0, 0);
  }

  of(first: number, second: number, third: number, fourth: number): number {
    return this.#part(0, first) ^ this.#part(1, second) ^ this.#part(2, third) ^ this.#part(3, fourth);
  }

  /** The part of one of the four numbers, which is often the same as the last time. */
  #part(which: number, number: number): number {
    const word = number | 0;
    if (this.#lastWords[which] === word) return this.#lastParts[which] ?? 0;
    const words = this.#words;
    const base = which << 10;
    const part =
      (words[base | (word & 255)] ?? 0) ^
      (words[base | 256 | ((word >>> 8) & 255)] ?? 0) ^
      (words[base | 512 | ((word >>> 16) & 255)] ?? 0) ^
      (words[base | 768 | (word >>> 24)] ?? 0);
    this.#lastWords[which] = word;
    this.#lastParts[which] = part;
    return part;
  }
}

/** The generator xoshiro128** (Blackman and Vigna, 2018) of 32-bit numbers. */
function randomWords(seed: Iterable<number>): () => number {
  const state: [number, number, number, number] = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 0x6a09e667];
  let taken = 0;
  for (const word of seed) {
    const at = (taken & 3) as 0 | 1 | 2 | 3;
    state[at] = finalMix(state[at] ^ word);
    taken += 1;
  }
  // Of a state that is all zero nothing else would come.
  if (state.every((word) => word === 0)) state[0] = 1;
  const next = () => {
    const [first, second, third, fourth] = state;
    const result = Math.imul(rotated(Math.imul(second, 5), 7), 9);
    state[2] = third ^ first;
    state[3] = fourth ^ second;
    state[1] = second ^ state[2];
    state[0] = first ^ state[3];
    state[2] ^= second << 9;
    state[3] = rotated(state[3], 11);
    return result;
  };
  // A seed of one number reaches the whole state only after some steps.
  for (let step = 0; step < 32; step += 1) next();
  return next;
}

const rotated = (word: number, by: number): number => (word << by) | (word >>> (32 - by));

/** The last step of MurmurHash3, which loses nothing. */
function finalMix(word: number): number {
  let mixed = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
