import { dropLimit } from "../tables/dropLimit.ts";
import { longestProbe } from "../tables/keyIndex.ts";
import { FlowSlots, recordBytes } from "./flowSlots.ts";
import type { NumberHash } from "../tables/keyedHash.ts";

/**
 * Fields of a flow's record: offsets in bytes. A is the side with the lower address or, of one address, port.
 */
export const flowField = {
  addressA: 0,
  addressB: 4,
  ports: 8,
  /** The flow's kind, in the lower half; the upper half is its virtual network's number. */
  kind: 12,
  packetsAB: 16,
  packetsBA: 20,
  bytesAB: 24,
  bytesBA: 32,
  state: 40,
  firstFrame: 44,
  /** `Packet.at` of its first and its last packet. */
  firstAt: 48,
  lastAt: 56,
  /** Of TCP, by direction: see tcp/side.ts. */
  sideAB: 64,
  sideBA: 96,
  firstSequenceAB: 128,
  firstSequenceBA: 132,
  /** Nanoseconds of the handshake or, before it ends, `Packet.at` of the last SYN: tcp/noteRoundTrip.ts. */
  roundTrip: 136,
  /** 64 bytes for the measures of the connection. */
  measures: 144,
} as const;

/** Keeps more of each flow, by the offset of its record. */
export interface FlowCompanion {
  /** A new flow has this place. */
  clear(at: number): void;
  move(from: number, to: number): void;
}

/** Takes a flow by its offset in `records`. */
type FlowVisitor = (at: number) => void;

/**
 * Counts per five-tuple, both directions together, in bounded memory. What always holds:
 *
 * 1. Records are dense: flow n (from 0) is at offset n × `recordBytes`, in the order the flows came.
 * 2. A slot (FlowSlots) is free or holds the number of a flow. There are twice as many slots as flows fit.
 * 3. A search starts at the slot of the hash and goes on to the next one, so no slot before a flow's own is
 * free. It ends after `longestProbe` slots, and then the new flow takes the place of the smallest one of
 * them.
 * 4. A record's A and B do not depend on which side sent first, so that both directions find the same record.
 * 5. Of several flows with one five-tuple, only the last one has a slot. The others keep their records.
 * 6. Flows that make room go to `onDrop`, once each, before their records are overwritten: the smaller ones
 * when the table is full. From then on a flow may lack up to `missableBytes`.
 * 7. Offsets that `find` and `renew` return hold until the next call of either.
 */
export class FlowTable {
  readonly records: DataView;
  /** Whether the packet last found runs from B to A. */
  reversed = false;
  missableBytes = 0;
  /** Flows dropped so far; one that comes back counts again. */
  dropped = 0;
  /** Number of the flow that the packet is likely to belong to, plus one; 0 for none. */
  expected = 0;
  /** How often the record of a five-tuple has become another one. */
  moves = 0;
  #count = 0;
  /** Offset of the record last found, which the next packet often belongs to; -1 for none. */
  #last = -1;
  readonly slots: FlowSlots;
  /** Learns where the record of a flow is; null without need. */
  companion: FlowCompanion | null = null;
  readonly #capacity: number;
  readonly #onDrop: FlowVisitor;

  /** @param capacity flows, a power of two */
  constructor(capacity: number, hash: NumberHash, onDrop: FlowVisitor) {
    this.#capacity = capacity;
    // Pages that are never written cost no memory.
    this.records = new DataView(new ArrayBuffer(capacity * recordBytes));
    this.slots = new FlowSlots(capacity * 2, this.records, hash);
    this.#onDrop = onDrop;
  }

  /** Offset of the flow's record, which is made when new. */
  find(from: number, to: number, fromPort: number, toPort: number, kind: number): number {
    const { slots } = this;
    this.reversed = from > to || (from === to && fromPort > toPort);
    const a = this.reversed ? to : from;
    const b = this.reversed ? from : to;
    const ports = (this.reversed ? (toPort << 16) | fromPort : (fromPort << 16) | toPort) >>> 0;
    if (this.#last >= 0 && slots.matches(this.#last, a, b, ports, kind)) return this.#last;
    this.#last = (this.expected - 1) * recordBytes;
    if (this.#last >= 0 && slots.matches(this.#last, a, b, ports, kind)) return this.#last;
    const hash = slots.hashOf(a, b, ports, kind);
    const slot = slots.find(hash, a, b, ports, kind);
    const found = slot < 0 ? 0 : slots.numberIn(slot);
    if (found === 0) return this.#add(hash, slot, a, b, ports, kind);
    this.#last = (found - 1) * recordBytes;
    return this.#last;
  }

  /** The hash of a five-tuple, whichever side the packet is from. */
  hashOf(from: number, to: number, fromPort: number, toPort: number, kind: number): number {
    const reversed = from > to || (from === to && fromPort > toPort);
    const ports = (reversed ? (toPort << 16) | fromPort : (fromPort << 16) | toPort) >>> 0;
    return this.slots.hashOf(reversed ? to : from, reversed ? from : to, ports, kind);
  }

  /** Begins a new flow with the same five-tuple; the one at `at` stays as it is. Returns the new offset. */
  renew(at: number): number {
    const { records } = this;
    const a = records.getUint32(at, true);
    const b = records.getUint32(at + flowField.addressB, true);
    const ports = records.getUint32(at + flowField.ports, true);
    const kind = records.getUint32(at + flowField.kind, true);
    this.moves += 1;
    const hash = this.slots.hashOf(a, b, ports, kind);
    return this.#add(hash, this.slots.find(hash, a, b, ports, kind), a, b, ports, kind);
  }

  get size(): number {
    return this.#count;
  }

  /** @param step 2: every second flow, and so on */
  forEach(visit: FlowVisitor, step = 1): void {
    for (let index = 0; index < this.#count; index += step) visit(index * recordBytes);
  }

  /** @param slot free, or that of the earlier flow with this five-tuple; -1 for none within reach */
  #add(hash: number, slot: number, a: number, b: number, ports: number, kind: number): number {
    if (this.#count === this.#capacity) {
      this.#makeRoom();
      return this.#add(hash, this.slots.find(hash, a, b, ports, kind), a, b, ports, kind);
    }
    if (slot < 0) return this.#takeOver(hash, a, b, ports, kind);
    const at = this.#count * recordBytes;
    this.#count += 1;
    this.slots.set(slot, hash, this.#count);
    this.#write(at, a, b, ports, kind);
    return at;
  }

  /** Gives a new flow the record, and so the slot, of the smallest one that its search meets. */
  #takeOver(hash: number, a: number, b: number, ports: number, kind: number): number {
    const slot = this.#smallestFrom(hash);
    const number = this.slots.numberIn(slot);
    const at = (number - 1) * recordBytes;
    this.#onDrop(at);
    this.missableBytes += this.bytesOf(at);
    this.dropped += 1;
    this.slots.set(slot, hash, number);
    this.#write(at, a, b, ports, kind);
    return at;
  }

  /** The slot of the flow with the fewest bytes that a search meets; all its slots are taken. */
  #smallestFrom(hash: number): number {
    let smallest = hash & this.slots.mask;
    let least = Infinity;
    for (let probe = 0; probe < longestProbe; probe += 1) {
      const slot = (hash + probe) & this.slots.mask;
      const bytes = this.bytesOf((this.slots.numberIn(slot) - 1) * recordBytes);
      if (bytes < least) [smallest, least] = [slot, bytes];
    }
    return smallest;
  }

  #write(at: number, a: number, b: number, ports: number, kind: number): void {
    const { records } = this;
    for (let field = 0; field < recordBytes; field += 8) records.setFloat64(at + field, 0, true);
    records.setUint32(at, a, true);
    records.setUint32(at + flowField.addressB, b, true);
    records.setUint32(at + flowField.ports, ports, true);
    records.setUint32(at + flowField.kind, kind, true);
    this.companion?.clear(at);
    this.#last = at;
  }

  /** Bytes of both directions. */
  bytesOf(at: number): number {
    const { records } = this;
    return (
      records.getFloat64(at + flowField.bytesAB, true) + records.getFloat64(at + flowField.bytesBA, true)
    );
  }

  #makeRoom(): void {
    const limit = dropLimit(this.#count, (index) => this.bytesOf(index * recordBytes));
    const whole = new Uint8Array(this.records.buffer);
    let largest = 0;
    let kept = 0;
    for (let index = 0; index < this.#count; index += 1) {
      const at = index * recordBytes;
      const bytes = this.bytesOf(at);
      if (bytes < limit) {
        this.#onDrop(at);
        largest = Math.max(largest, bytes);
      } else {
        whole.copyWithin(kept * recordBytes, at, at + recordBytes);
        this.companion?.move(at, kept * recordBytes);
        kept += 1;
      }
    }
    this.missableBytes += largest;
    this.dropped += this.#count - kept;
    this.#count = kept;
    this.#rebuild();
  }

  #rebuild(): void {
    const { slots, records } = this;
    slots.clear();
    this.#last = -1;
    this.moves += 1;
    for (let index = 0; index < this.#count; index += 1) {
      const at = index * recordBytes;
      const a = records.getUint32(at, true);
      const b = records.getUint32(at + flowField.addressB, true);
      const ports = records.getUint32(at + flowField.ports, true);
      const kind = records.getUint32(at + flowField.kind, true);
      const hash = slots.hashOf(a, b, ports, kind);
      const slot = slots.find(hash, a, b, ports, kind);
      if (slot >= 0) slots.set(slot, hash, index + 1);
      // Its next packet begins another record.
      else this.missableBytes += this.bytesOf(at);
    }
  }
}
