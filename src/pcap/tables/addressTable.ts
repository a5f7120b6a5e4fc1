import { KeyIndex } from "./keyIndex.ts";
import type { IpAddressNumbers } from "../protocols/ip.ts";
import type { NumberHash } from "./keyedHash.ts";

/** Share of the numbers that addresses may get which no packet has. */
const mentionedShare = 0.25;

/** Numbers IPv6 addresses from 1. Number 0 is for all that find no place. */
export class AddressTable implements IpAddressNumbers {
  /** Whether an address of a packet has found no place. */
  overflowed = false;
  #mentionsLeft: number;
  readonly #index: KeyIndex;

  constructor(capacity: number, hash: NumberHash) {
    this.#index = new KeyIndex(capacity, hash);
    this.#mentionsLeft = capacity * mentionedShare;
  }

  number(view: DataView, offset: number): number {
    const number = this.#place(view, offset) + 1;
    if (number === 0) this.overflowed = true;
    return number;
  }

  mentionedNumber(view: DataView, offset: number): number {
    const { count } = this.#index;
    if (this.#mentionsLeft <= 0) return this.#find(view, offset) + 1;
    const number = this.#place(view, offset) + 1;
    if (this.#index.count > count) this.#mentionsLeft -= 1;
    return number;
  }

  /** The eight 16-bit groups of a numbered address. */
  groups(number: number): number[] {
    return Array.from({ length: 8 }, (_, group) => {
      const word = this.#index.word(number - 1, group >> 1);
      return group % 2 === 0 ? word >>> 16 : word & 0xffff;
    });
  }

  #place(view: DataView, offset: number): number {
    return this.#index.place(
      view.getUint32(offset),
      view.getUint32(offset + 4),
      view.getUint32(offset + 8),
      view.getUint32(offset + 12),
    );
  }

  #find(view: DataView, offset: number): number {
    return this.#index.find(
      view.getUint32(offset),
      view.getUint32(offset + 4),
      view.getUint32(offset + 8),
      view.getUint32(offset + 12),
    );
  }
}
