import { pcapFormat } from "./pcapFormat.ts";
import { isPcapng, PcapngFormat } from "./pcapngFormat.ts";
import type { Packet, PacketSink } from "../protocols/packet.ts";
import type { RecordFormat } from "./recordFormat.ts";

/** How the file ended; `atByte` is where the cut or damaged record begins. */
export interface StreamEnding {
  readonly kind: "complete" | "cut" | "damaged";
  readonly atByte: number | null;
  readonly detail: string | null;
}

/** The first two bytes of a gzip file, RFC 1952 section 2.3.1. */
const gzipMagic = 0x1f8b;
/** Bytes held of a record that spans chunks: more than any header needs. */
const heldLimit = 65_536 + 256;
const magicBytes = 4;
/** Bytes after which it is asked again whether the time is up. */
const bytesPerLook = 65_536;

/**
 * Splits a capture file that comes in chunks into its records. A record that a chunk has whole is read in
 * place.
 */
export class RecordStream {
  /** Bytes read: all so far, or those before the time was up. */
  bytes = 0;
  #timeIsUp = false;
  #format: RecordFormat | null = null;
  #damage: string | null = null;
  #damageAt = 0;
  readonly #held = new Uint8Array(heldLimit);
  readonly #heldView = new DataView(this.#held.buffer);
  #heldBytes = 0;
  /** Bytes of the held record that were not kept. */
  #passedBytes = 0;
  readonly #packet: Packet;
  readonly #sink: PacketSink;
  readonly #isTimeUp: () => boolean;

  constructor(packet: Packet, sink: PacketSink, isTimeUp: () => boolean) {
    this.#packet = packet;
    this.#sink = sink;
    this.#isTimeUp = isTimeUp;
  }

  get formatName(): RecordFormat["name"] | null {
    return this.#format?.name ?? null;
  }

  get linkTypes(): readonly number[] {
    return [...(this.#format?.linkTypes ?? [])];
  }

  get unread(): RecordFormat["unread"] {
    return this.#format?.unread ?? { packets: 0, bytes: 0 };
  }

  push(chunk: Uint8Array): void {
    if (this.#looksUp(this.bytes - this.#heldBytes - this.#passedBytes)) return;
    const start = this.bytes;
    this.bytes += chunk.length;
    const offset = this.#completeHeld(chunk, start);
    if (this.#stopped() || this.#heldBytes > 0) return;
    const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.length);
    const rest = this.#readWhole(view, offset, start);
    if (!this.#stopped() && !this.#timeIsUp) this.#hold(chunk, rest, chunk.length);
  }

  end(): StreamEnding {
    if (this.#damage !== null) return { kind: "damaged", atByte: this.#damageAt, detail: this.#damage };
    const open = this.#heldBytes + this.#passedBytes;
    if (open > 0) return { kind: "cut", atByte: this.bytes - open, detail: "ends within a record" };
    if (this.#format === null) return { kind: "cut", atByte: 0, detail: "is empty" };
    return { kind: "complete", atByte: null, detail: null };
  }

  /**
   * Reads records while the view has them whole; returns where the next one begins. `start` is the view's
   * offset in the file.
   */
  #readWhole(view: DataView, from: number, start: number): number {
    let offset = from;
    const end = view.byteLength;
    let lookAt = from + bytesPerLook;
    let foreseen = from;
    while (offset < end) {
      if (offset >= lookAt) {
        if (this.#looksUp(start + offset)) return offset;
        lookAt = offset + bytesPerLook;
      }
      const format = this.#format ?? this.#detect(view, offset, start + offset);
      if (format === null || offset + format.headerBytes > end) return offset;
      if (offset >= foreseen) foreseen = format.foresee(view, offset, end);
      const length = format.measure(view, offset);
      if (length <= 0) return this.#stop(format.damage, start + offset, offset);
      if (offset + length > end) return offset;
      format.read(view, offset, length);
      if (format.damage !== null) return this.#stop(format.damage, start + offset, offset);
      offset += length;
    }
    return offset;
  }

  /** Whether the time is up; then the records behind this byte are left out. */
  #looksUp(atByte: number): boolean {
    if (this.#timeIsUp) return true;
    if (!this.#isTimeUp()) return false;
    this.#timeIsUp = true;
    this.bytes = atByte;
    this.#heldBytes = 0;
    this.#passedBytes = 0;
    return true;
  }

  #stopped(): boolean {
    return this.#damage !== null;
  }

  #completeHeld(chunk: Uint8Array, start: number): number {
    let offset = 0;
    let before = -1;
    while (this.#heldBytes > 0 && !this.#stopped() && offset !== before) {
      before = offset;
      offset = this.#complete(chunk, offset, start);
    }
    return offset;
  }

  /** Adds the chunk's part to the held record; returns the offset behind it. */
  #complete(chunk: Uint8Array, offset: number, start: number): number {
    const have = this.#heldBytes + this.#passedBytes;
    const format = this.#format ?? this.#detect(this.#heldView, 0, start + offset - have);
    const headerBytes = format?.headerBytes ?? magicBytes;
    if (have < headerBytes || format === null) {
      return this.#hold(chunk, offset, Math.min(chunk.length, offset + headerBytes - have));
    }
    const length = format.measure(this.#heldView, 0);
    if (length <= 0) return this.#stop(format.damage, start + offset - have, offset);
    const next = this.#hold(chunk, offset, Math.min(chunk.length, offset + length - have));
    if (have + next - offset < length) return next;
    format.read(this.#heldView, 0, this.#heldBytes);
    this.#heldBytes = 0;
    this.#passedBytes = 0;
    return format.damage === null ? next : this.#stop(format.damage, start + offset - have, next);
  }

  #hold(chunk: Uint8Array, from: number, to: number): number {
    const kept = Math.min(to - from, heldLimit - this.#heldBytes);
    this.#held.set(chunk.subarray(from, from + kept), this.#heldBytes);
    this.#heldBytes += kept;
    this.#passedBytes += to - from - kept;
    return to;
  }

  #stop(damage: string | null, atByte: number, offset: number): number {
    this.#damage = damage ?? "damaged";
    this.#damageAt = atByte;
    return offset;
  }

  #detect(view: DataView, offset: number, atByte: number): RecordFormat | null {
    if (offset + magicBytes > view.byteLength) return null;
    if (view === this.#heldView && this.#heldBytes < magicBytes) return null;
    const magic = view.getUint32(offset, false);
    this.#format = isPcapng(magic)
      ? new PcapngFormat(this.#packet, this.#sink)
      : pcapFormat(magic, this.#packet, this.#sink);
    if (this.#format === null) this.#stop(foreignText(magic), atByte, offset);
    return this.#format;
  }
}

/** What a file is that is no capture file. @param magic its first four bytes */
const foreignText = (magic: number): string =>
  magic >>> 16 === gzipMagic ? "is gzip-compressed: unpack it first" : "is no capture file (pcap or pcapng)";
