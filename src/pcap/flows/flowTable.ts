import { hash } from "./flowKind.ts";

/** Of one flow's record, in bytes from its beginning; "A" is the side that `orient` puts first. */
export const flowField = {
  addressA: 0,
  addressB: 4,
  ports: 8,
  kind: 12,
  state: 14,
  packetsAB: 16,
  packetsBA: 20,
  bytesAB: 24,
  bytesBA: 32,
  nextSequenceAB: 40,
  nextSequenceBA: 44,
  firstSequenceAB: 48,
  firstSequenceBA: 52,
  gapAB: 56,
  gapBA: 60,
} as const;

/** One cache line. */
export const recordBytes = 64;
/** Addresses are attackers' to choose: a crowded neighbourhood must not slow the reader down. */
const longestProbe = 128;
const sampleSize = 4096;
/** Of the flows, dropped when the table is full. */
const droppedShare = 0.75;

/** Hands out a flow by its place in `records`. */
export type FlowVisitor = (at: number) => void;

/**
 * Counts per five-tuple, both directions together, in bounded memory. When full it drops the smaller flows, having
 * shown each to `onDrop`; from then on a flow may lack up to `missableBytes`.
 */
export class FlowTable {
  readonly records: DataView;
  /** Whether the packet last found runs from B to A. */
  reversed = false;
  missableBytes = 0;
  /** Dropped so far; one that comes back is counted again. */
  dropped = 0;
  /** Packets that found no place near their own. */
  crowdedOut = 0;
  #count = 0;
  readonly #slots: Uint32Array;
  readonly #capacity: number;
  readonly #mask: number;
  readonly #onDrop: FlowVisitor;

  /** @param capacity flows, a power of two */
  constructor(capacity: number, onDrop: FlowVisitor) {
    this.#capacity = capacity;
    this.#mask = capacity * 2 - 1;
    this.#slots = new Uint32Array(capacity * 2);
    // Pages that are never written cost no memory.
    this.records = new DataView(new ArrayBuffer(capacity * recordBytes));
    this.#onDrop = onDrop;
  }

  /** Place of the flow's record, made when new; -1 when it is crowded out. */
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
    let slot = hash(a, b, ports, kind) & this.#mask;
    for (let probe = 0; probe < longestProbe; probe += 1) {
      const found = this.#slots[slot] ?? 0;
      if (found === 0) return this.#add(slot, a, b, ports, kind);
      const at = (found - 1) * recordBytes;
      if (this.#matches(at, a, b, ports, kind)) return at;
      slot = (slot + 1) & this.#mask;
    }
    this.crowdedOut += 1;
    return -1;
  }

  /** Begins a new flow under the same five-tuple; the one at `at` stays as it is and takes no more packets. */
  renew(at: number): number {
    const { records } = this;
    const a = records.getUint32(at, true);
    const b = records.getUint32(at + flowField.addressB, true);
    const ports = records.getUint32(at + flowField.ports, true);
    const kind = records.getUint16(at + flowField.kind, true);
    let slot = hash(a, b, ports, kind) & this.#mask;
    while (this.#slots[slot] !== at / recordBytes + 1) slot = (slot + 1) & this.#mask;
    return this.#add(slot, a, b, ports, kind);
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
      records.getUint16(at + flowField.kind, true) === kind
    );
  }

  #add(slot: number, a: number, b: number, ports: number, kind: number): number {
    if (this.#count === this.#capacity) {
      this.#makeRoom();
      return this.#insert(a, b, ports, kind);
    }
    const at = this.#count * recordBytes;
    this.#count += 1;
    this.#slots[slot] = this.#count;
    this.#write(at, a, b, ports, kind);
    return at;
  }

  #insert(a: number, b: number, ports: number, kind: number): number {
    let slot = hash(a, b, ports, kind) & this.#mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & this.#mask;
    return this.#add(slot, a, b, ports, kind);
  }

  #write(at: number, a: number, b: number, ports: number, kind: number): void {
    const { records } = this;
    for (let field = 0; field < recordBytes; field += 8) records.setFloat64(at + field, 0, true);
    records.setUint32(at, a, true);
    records.setUint32(at + flowField.addressB, b, true);
    records.setUint32(at + flowField.ports, ports, true);
    records.setUint16(at + flowField.kind, kind, true);
  }

  /** Of both directions. */
  bytesOf(at: number): number {
    const { records } = this;
    return (
      records.getFloat64(at + flowField.bytesAB, true) + records.getFloat64(at + flowField.bytesBA, true)
    );
  }

  #makeRoom(): void {
    const threshold = this.#threshold();
    const whole = new Uint8Array(this.records.buffer);
    let kept = 0;
    for (let index = 0; index < this.#count; index += 1) {
      const at = index * recordBytes;
      if (this.bytesOf(at) <= threshold) this.#onDrop(at);
      else {
        whole.copyWithin(kept * recordBytes, at, at + recordBytes);
        kept += 1;
      }
    }
    this.missableBytes += threshold;
    this.dropped += this.#count - kept;
    this.#count = kept;
    this.#rebuild();
  }

  #threshold(): number {
    const step = Math.max(Math.floor(this.#count / sampleSize), 1);
    const sample: number[] = [];
    for (let index = 0; index < this.#count; index += step) sample.push(this.bytesOf(index * recordBytes));
    sample.sort((left, right) => left - right);
    return sample[Math.floor(sample.length * droppedShare)] ?? 0;
  }

  /** A later flow of the same five-tuple takes the place of an earlier one. */
  #rebuild(): void {
    const { records } = this;
    this.#slots.fill(0);
    for (let index = 0; index < this.#count; index += 1) {
      const at = index * recordBytes;
      const a = records.getUint32(at, true);
      const b = records.getUint32(at + flowField.addressB, true);
      const ports = records.getUint32(at + flowField.ports, true);
      const kind = records.getUint16(at + flowField.kind, true);
      let slot = hash(a, b, ports, kind) & this.#mask;
      for (let found = this.#slots[slot] ?? 0; found !== 0; found = this.#slots[slot] ?? 0) {
        if (this.#matches((found - 1) * recordBytes, a, b, ports, kind)) break;
        slot = (slot + 1) & this.#mask;
      }
      this.#slots[slot] = index + 1;
    }
  }
}
