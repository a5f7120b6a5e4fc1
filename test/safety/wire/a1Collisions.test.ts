import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { KeyedHash } from "../../../src/pcap/tables/keyedHash.ts";
import { KeyIndex } from "../../../src/pcap/tables/keyIndex.ts";
import { everyNth } from "../../support/depth.ts";
import { randomNumbers, type Random } from "../../support/packets/mixture.ts";

type Key = readonly [number, number, number, number];

const count = 4096;
const random = randomNumbers(3);
const seedOf = (source: Random): number[] => [1, 2, 3, 4].map(() => source(2 ** 32));

/** Keys with the structure that an attacker likes: they differ in few bits, or by one step. */
const families: Readonly<Record<string, (index: number) => Key>> = {
  "one address after another": (index) => [0x0a010204, 0x20000000 + index, 0x01bbc350, 0x211],
  "one /64": (index) => [0x20010db8, 0x00010002, 0, index],
  "low bits of the upper half": (index) => [0x20010db8, index, 0, 1],
  "multiples of 65,536": (index) => [0x0a010204, index << 16, 80, 0x206],
  "multiples of 2^20": (index) => [index << 20, index, 80, 0x206],
  "two fields that move together": (index) => [index, -index >>> 0, index, 0x211],
  "fields that cancel in an exclusive or": (index) => [index, index, 0x7f000001, 0x211],
  "fields that cancel in a sum": (index) => [index * 7, (-index * 7) >>> 0, 5, 0x211],
  "ports alone": (index) => [1, 2, (index << 16) | 443, 0x211],
};

/** Tuples that collide in the lowest bits under this seed, found by trying. */
function collisions(hash: KeyedHash, wanted: number, mask: number): Key[] {
  const found: Key[] = [];
  for (let index = 0; found.length < wanted; index += 1) {
    const key: Key = [0x0a010204, Math.imul(index, 0x9e3779b1) >>> 0, index & 0xffff, 0x211];
    if ((hash.of(...key) & mask) === 0) found.push(key);
  }
  return found;
}

describe("the hash of every table", () => {
  it("gives each key of every family a place under every seed", (t) => {
    const seeds = everyNth(
      40,
      Array.from({ length: 400 }, () => seedOf(random)),
    );
    for (const seed of seeds)
      for (const [name, keyOf] of Object.entries(families)) {
        const index = new KeyIndex(count, new KeyedHash(seed));
        for (let number = 0; number < count; number += 1)
          assert.equal(index.place(...keyOf(number)), number, `${name}, seed ${seed.join(" ")}`);
      }
    t.diagnostic(`${seeds.length} seeds, ${Object.keys(families).length} families of ${count} keys`);
  });

  it("does not let keys that collide under one seed collide under another", (t) => {
    const mask = 2 ** 10 - 1;
    let worst = 0;
    for (const known of everyNth(
      5,
      Array.from({ length: 50 }, () => seedOf(random)),
    )) {
      const keys = collisions(new KeyedHash(known), 128, mask);
      const other = new KeyedHash(seedOf(random));
      const slots = Map.groupBy(keys, (key) => other.of(...key) & mask);
      worst = Math.max(worst, ...[...slots.values()].map((sharing) => sharing.length));
    }
    // Of 128 keys in 1,024 slots, eight in one is less likely than one in a million.
    assert.ok(worst < 8, `${worst} keys still collide`);
    t.diagnostic(`at most ${worst} of 128 keys that collide under one seed collide under another`);
  });

  it("depends on every bit of a seed of one number or of several", () => {
    const value = (seed: readonly number[]) => new KeyedHash(seed).of(1, 2, 3, 4);
    const base = [9, 9, 9, 9];
    const all = new Set([value(base), value([]), value([9])]);
    for (let word = 0; word < 4; word += 1)
      for (let bit = 0; bit < 32; bit += 1)
        all.add(value(base.map((one, index) => (index === word ? one ^ (1 << bit) : one))));
    for (let bit = 0; bit < 32; bit += 1) all.add(value([9 ^ (1 << bit)]));
    assert.equal(all.size, 3 + 128 + 32);
  });
});
