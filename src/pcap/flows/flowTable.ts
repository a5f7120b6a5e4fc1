import { dropLimit } from "../tables/dropLimit.ts";
import { longestProbe } from "../tables/keyIndex.ts";
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
  measures: 192,
} as const;

/** Bytes of a record: a multiple of a cache line. */
const recordBytes = 256;
/** Takes a flow by its offset in `records`. */
type FlowVisitor = (at: number) => void;

/**
 * Counts per five-tuple, both directions together, in bounded memory. What always holds:
 *
 * 1. Records are dense: flow n (from 0) is at offset n × `recordBytes`, in the order the flows came.
 * 2. A slot is 0 when free; otherwise it holds the number of a flow, plus one. There are twice as many slots
 * as flows fit.
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
  #count = 0;
  readonly #slots: Uint32Array;
  readonly #capacity: number;
  readonly #mask: number;
  readonly #hash: NumberHash;
  readonly #onDrop: FlowVisitor;

  /** @param capacity flows, a power of two */
  constructor(capacity: number, hash: NumberHash, onDrop: FlowVisitor) {
    this.#capacity = capacity;
    this.#hash = hash;
    this.#mask = capacity * 2 - 1;
    this.#slots = new Uint32Array(capacity * 2);
    // Pages that are never written cost no memory.
    this.records = new DataView(new ArrayBuffer(capacity * recordBytes));
    this.#onDrop = onDrop;
  }

  /** Offset of the flow's record, which is made when new. */
  find(
    source: number,
    destination: number,
    sourcePort: number,
    destinationPort: number,
    kind: number,
  ): number {
    this.reversed = source > destination || (source === destination && sourcePort > destinationPort);
    const a = this.reversed ? destination : source;
    const b = this.reversed ? source : destination;
    const ports = this.reversed
      ? ((destinationPort << 16) | sourcePort) >>> 0
      : ((sourcePort << 16) | destinationPort) >>> 0;
    const start = this.#hash.of(a, b, ports, kind) & this.#mask;
    let slot = start;
    for (let probe = 0; probe < longestProbe; probe += 1) {
      const found = this.#slots[slot] ?? 0;
      if (found === 0) return this.#add(slot, a, b, ports, kind);
      const at = (found - 1) * recordBytes;
      if (this.#matches(at, a, b, ports, kind)) return at;
      slot = (slot + 1) & this.#mask;
    }
    return this.#takeOver(start, a, b, ports, kind);
  }

  /** Begins a new flow with the same five-tuple; the one at `at` stays as it is. Returns the new offset. */
  renew(at: number): number {
    const { records } = this;
    const a = records.getUint32(at, true);
    const b = records.getUint32(at + flowField.addressB, true);
    const ports = records.getUint32(at + flowField.ports, true);
    const kind = records.getUint32(at + flowField.kind, true);
    return this.#add(this.#slotFor(a, b, ports, kind), a, b, ports, kind);
  }

  get size(): number {
    return this.#count;
  }

  /** @param step 2: every second flow, and so on */
  forEach(visit: FlowVisitor, step = 1): void {
    for (let index = 0; index < this.#count; index += step) visit(index * recordBytes);
  }

  #matches(at: number, a: number, b: number, ports: number, kind: number): boolean {
    const { records } = this;
    return (
      records.getUint32(at, true) === a &&
      records.getUint32(at + flowField.addressB, true) === b &&
      records.getUint32(at + flowField.ports, true) === ports &&
      records.getUint32(at + flowField.kind, true) === kind
    );
  }

  /** @param slot free, or that of the earlier flow with this five-tuple; -1 for none within reach */
  #add(slot: number, a: number, b: number, ports: number, kind: number): number {
    if (this.#count === this.#capacity) {
      this.#makeRoom();
      return this.#add(this.#slotFor(a, b, ports, kind), a, b, ports, kind);
    }
    if (slot < 0) return this.#takeOver(this.#hash.of(a, b, ports, kind), a, b, ports, kind);
    const at = this.#count * recordBytes;
    this.#count += 1;
    this.#slots[slot] = this.#count;
    this.#write(at, a, b, ports, kind);
    return at;
  }

  /** Gives a new flow the record, and so the slot, of the smallest one that its search meets. */
  #takeOver(start: number, a: number, b: number, ports: number, kind: number): number {
    const at = this.#smallestFrom(start);
    this.#onDrop(at);
    this.missableBytes += this.bytesOf(at);
    this.dropped += 1;
    this.#write(at, a, b, ports, kind);
    return at;
  }

  /** The flow with the fewest bytes that a search from this slot meets; all its slots are taken. */
  #smallestFrom(start: number): number {
    let smallest = -1;
    for (let probe = 0; probe < longestProbe; probe += 1) {
      const at = ((this.#slots[(start + probe) & this.#mask] ?? 0) - 1) * recordBytes;
      if (smallest < 0 || this.bytesOf(at) < this.bytesOf(smallest)) smallest = at;
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
        kept += 1;
      }
    }
    this.missableBytes += largest;
    this.dropped += this.#count - kept;
    this.#count = kept;
    this.#rebuild();
  }

  #rebuild(): void {
    const { records } = this;
    this.#slots.fill(0);
    for (let index = 0; index < this.#count; index += 1) {
      const at = index * recordBytes;
      const a = records.getUint32(at, true);
      const b = records.getUint32(at + flowField.addressB, true);
      const ports = records.getUint32(at + flowField.ports, true);
      const kind = records.getUint32(at + flowField.kind, true);
      const slot = this.#slotFor(a, b, ports, kind);
      if (slot >= 0) this.#slots[slot] = index + 1;
      // Its next packet begins another record.
      else this.missableBytes += this.bytesOf(at);
    }
  }

  /**
   * The slot of the last flow with this five-tuple, or the free one where its first flow belongs; -1 without
   * one within `longestProbe`.
   */
  #slotFor(a: number, b: number, ports: number, kind: number): number {
    let slot = this.#hash.of(a, b, ports, kind) & this.#mask;
    for (let probe = 0; probe < longestProbe; probe += 1) {
      const found = this.#slots[slot] ?? 0;
      if (found === 0 || this.#matches((found - 1) * recordBytes, a, b, ports, kind)) return slot;
      slot = (slot + 1) & this.#mask;
    }
    return -1;
  }
}
