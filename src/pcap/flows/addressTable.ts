import { hash } from "./hash.ts";
import type { IpAddressNumbers } from "../protocols/ip.ts";

const recordBytes = 16;

/** Numbers IPv6 addresses from 1. Number 0 is for all that come after the table is full. */
export class AddressTable implements IpAddressNumbers {
  #count = 0;
  readonly #capacity: number;
  readonly #mask: number;
  readonly #slots: Uint32Array;
  readonly #records: DataView;

  /** @param capacity a power of two */
  constructor(capacity: number) {
    this.#capacity = capacity;
    this.#mask = capacity * 2 - 1;
    this.#slots = new Uint32Array(capacity * 2);
    // Pages that are never written cost no memory.
    this.#records = new DataView(new ArrayBuffer((capacity + 1) * recordBytes));
  }

  get full(): boolean {
    return this.#count === this.#capacity;
  }

  /** The number of the 16-byte address at this offset. */
  number(view: DataView, offset: number): number {
    const first = view.getUint32(offset);
    const second = view.getUint32(offset + 4);
    const third = view.getUint32(offset + 8);
    const fourth = view.getUint32(offset + 12);
    for (let slot = hash(first, second, third, fourth) & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const found = this.#slots[slot] ?? 0;
      if (found === 0) return this.#add(slot, view, offset);
      const at = found * recordBytes;
      const same =
        this.#records.getUint32(at + 12) === fourth &&
        this.#records.getUint32(at + 8) === third &&
        this.#records.getUint32(at + 4) === second &&
        this.#records.getUint32(at) === first;
      if (same) return found;
    }
  }

  /** The eight 16-bit groups of a numbered address. */
  groups(number: number): number[] {
    return Array.from({ length: 8 }, (_, group) => this.#records.getUint16(number * recordBytes + 2 * group));
  }

  #add(slot: number, view: DataView, offset: number): number {
    if (this.full) return 0;
    this.#count += 1;
    this.#slots[slot] = this.#count;
    for (let at = 0; at < recordBytes; at += 4) {
      this.#records.setUint32(this.#count * recordBytes + at, view.getUint32(offset + at));
    }
    return this.#count;
  }
}
