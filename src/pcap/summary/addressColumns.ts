import { ipAddressKey } from "../protocols/ip.ts";
import type { NumberHash } from "../tables/keyedHash.ts";

/** Addresses at a time; a power of two. */
const places = 64;
/** Places that an address may have, from the one of its hash on. */
const reach = 8;
/** The columns of all addresses that have no place. */
const others = places;
/** Whoever is in this share of the pairs may be the VM, and then their other sides need no columns. */
const leadingShare = 0.25;

/** Turns after which the address in most pairs is known: nearly always the VM's only one. */
const leastTurns = 64;

/**
 * Bytes that addresses sent and received over time. Which ones are the VM's is known only at the end. But one
 * side of nearly every packet is, so the side that is in most packets gets columns from its first packet on.
 * What the VM's addresses may lack shows in the sums.
 */
export class AddressColumns {
  readonly #columns: number;
  readonly #hash: NumberHash;
  readonly #keys = new Float64Array(places).fill(-1);
  /** How many times an address was searched for, because its pair followed another one. */
  readonly #turns = new Float64Array(places);
  #searches = 0;
  readonly #sent: Float64Array;
  readonly #received: Float64Array;
  /** The pair of the packet before, and the first columns of both. */
  #a = -1;
  #b = -1;
  #version = -1;
  #ofA = 0;
  #ofB = 0;
  /** The address in most pairs, which needs no search; none at first. */
  #lead = -1;
  #leadVersion = -1;
  #ofLead = 0;
  readonly #ofOthers: number;

  constructor(columns: number, hash: NumberHash) {
    this.#hash = hash;
    this.#columns = columns;
    this.#ofOthers = others * columns;
    this.#sent = new Float64Array((places + 1) * columns);
    this.#received = new Float64Array((places + 1) * columns);
  }

  /** @param reversed whether the packet runs from B to A */
  add(version: number, a: number, b: number, reversed: boolean, column: number, bytes: number): void {
    if (a !== this.#a || b !== this.#b || version !== this.#version) this.#turnTo(version, a, b);
    const from = (reversed ? this.#ofB : this.#ofA) + column;
    const to = (reversed ? this.#ofA : this.#ofB) + column;
    this.#sent[from] = (this.#sent[from] ?? 0) + bytes;
    this.#received[to] = (this.#received[to] ?? 0) + bytes;
  }

  /** Sums over the addresses with these keys. */
  sumsOf(keys: ReadonlySet<number>): { sent: Float64Array; received: Float64Array } {
    const sent = new Float64Array(this.#columns);
    const received = new Float64Array(this.#columns);
    this.#keys.forEach((key, place) => {
      if (!keys.has(key)) return;
      for (let column = 0; column < this.#columns; column += 1) {
        sent[column] = (sent[column] ?? 0) + (this.#sent[place * this.#columns + column] ?? 0);
        received[column] = (received[column] ?? 0) + (this.#received[place * this.#columns + column] ?? 0);
      }
    });
    return { sent, received };
  }

  /** Changes the columns of each address. */
  forEach(change: (columns: Float64Array) => void): void {
    for (const all of [this.#sent, this.#received])
      for (let at = 0; at < all.length; at += this.#columns) change(all.subarray(at, at + this.#columns));
  }

  #turnTo(version: number, a: number, b: number): void {
    this.#a = a;
    this.#b = b;
    this.#version = version;
    if (version === this.#leadVersion && a === this.#lead) {
      this.#ofA = this.#ofLead;
      this.#ofB = this.#ofOthers;
    } else if (version === this.#leadVersion && b === this.#lead) {
      this.#ofA = this.#ofOthers;
      this.#ofB = this.#ofLead;
    } else this.#search(version, a, b);
  }

  #search(version: number, a: number, b: number): void {
    this.#searches += 1;
    let placeOfA = this.#find(version, a);
    let placeOfB = this.#find(version, b);
    const isLedByA = this.#isLeading(placeOfA, version, a);
    const isLedByB = this.#isLeading(placeOfB, version, b);
    if (placeOfA === others && !isLedByB) placeOfA = this.#insert(version, a, placeOfB);
    if (placeOfB === others && !isLedByA) placeOfB = this.#insert(version, b, placeOfA);
    this.#ofA = placeOfA * this.#columns;
    this.#ofB = placeOfB * this.#columns;
  }

  /** Counts a search for an address that has a place, and makes it the lead where most were for it. */
  #isLeading(place: number, version: number, address: number): boolean {
    if (place === others) return false;
    const turns = (this.#turns[place] ?? 0) + 1;
    this.#turns[place] = turns;
    if (this.#lead === -1 && turns > leastTurns && turns > this.#searches / 2) {
      this.#lead = address;
      this.#leadVersion = version;
      this.#ofLead = place * this.#columns;
      // It is not searched for any more, and keeps its place.
      this.#turns[place] = Infinity;
    }
    return turns >= this.#searches * leadingShare;
  }

  #find(version: number, address: number): number {
    const key = ipAddressKey(version, address);
    const hash = this.#hash.of(address, version, 0, 0);
    for (let probe = 0; probe < reach; probe += 1) {
      const place = (hash + probe) & (places - 1);
      if (this.#keys[place] === key) return place;
      if (this.#keys[place] === -1) return others;
    }
    return others;
  }

  /**
   * Takes a free place, or that of the address which was in the fewest pairs.
   *
   * @param taken a place that must not make room
   */
  #insert(version: number, address: number, taken: number): number {
    const hash = this.#hash.of(address, version, 0, 0);
    let least = Infinity;
    let chosen = others;
    for (let probe = 0; probe < reach; probe += 1) {
      const place = (hash + probe) & (places - 1);
      const turns = place === taken ? Infinity : (this.#turns[place] ?? 0);
      if (turns < least) [least, chosen] = [turns, place];
      if (turns === 0) break;
    }
    this.#keys[chosen] = ipAddressKey(version, address);
    this.#turns[chosen] = 1;
    const at = chosen * this.#columns;
    this.#sent.fill(0, at, at + this.#columns);
    this.#received.fill(0, at, at + this.#columns);
    return chosen;
  }
}
