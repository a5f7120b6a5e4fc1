import { longestPacket, type RecordFormat } from "./recordFormat.ts";
import type { Packet, PacketSink } from "../protocols/packet.ts";

const fileHeaderBytes = 24;
const recordHeaderBytes = 16;
const billion = 1e9;
/** Old Linux systems wrote the interface, the protocol and the direction too. */
const longRecordHeaderBytes = 24;

interface Variant {
  readonly littleEndian: boolean;
  /** Of the unit of the fraction of a second. */
  readonly nanoseconds: number;
  readonly headerBytes: number;
}

const variants: ReadonlyMap<number, Variant> = new Map([
  [0xa1b2c3d4, { littleEndian: false, nanoseconds: 1000, headerBytes: recordHeaderBytes }],
  [0xd4c3b2a1, { littleEndian: true, nanoseconds: 1000, headerBytes: recordHeaderBytes }],
  [0xa1b23c4d, { littleEndian: false, nanoseconds: 1, headerBytes: recordHeaderBytes }],
  [0x4d3cb2a1, { littleEndian: true, nanoseconds: 1, headerBytes: recordHeaderBytes }],
  [0xa1b2cd34, { littleEndian: false, nanoseconds: 1000, headerBytes: longRecordHeaderBytes }],
  [0x34cdb2a1, { littleEndian: true, nanoseconds: 1000, headerBytes: longRecordHeaderBytes }],
]);

/** The format of a file that begins with this number (read big endian); null when it is not pcap. */
export function pcapFormat(magic: number, packet: Packet, sink: PacketSink): RecordFormat | null {
  const variant = variants.get(magic);
  return variant === undefined ? null : new PcapFormat(variant, packet, sink);
}

/** https://www.ietf.org/archive/id/draft-ietf-opsawg-pcap-04.html */
class PcapFormat implements RecordFormat {
  readonly name = "pcap";
  readonly linkTypes = new Set<number>();
  headerBytes = fileHeaderBytes;
  damage: string | null = null;
  #linkType = 0;
  #started = false;
  readonly #littleEndian: boolean;
  readonly #nanoseconds: number;
  readonly #recordHeaderBytes: number;
  readonly #sink: PacketSink;
  readonly #current: Packet;

  constructor(variant: Variant, packet: Packet, sink: PacketSink) {
    this.#littleEndian = variant.littleEndian;
    this.#nanoseconds = variant.nanoseconds;
    this.#recordHeaderBytes = variant.headerBytes;
    this.#current = packet;
    this.#sink = sink;
  }

  measure(view: DataView, offset: number): number {
    if (!this.#started) return fileHeaderBytes;
    const captured = view.getUint32(offset + 8, this.#littleEndian);
    if (captured <= longestPacket) return this.#recordHeaderBytes + captured;
    this.damage = `a packet of ${captured} bytes, more than any file may hold`;
    return 0;
  }

  read(view: DataView, offset: number, length: number): void {
    if (!this.#started) {
      this.#start(view, offset);
      return;
    }
    const packet = this.#current;
    packet.view = view;
    packet.offset = offset + this.#recordHeaderBytes;
    packet.capturedEnd = offset + length;
    const fraction = view.getUint32(offset + 4, this.#littleEndian) * this.#nanoseconds;
    // A fraction of more than a second is a mistake, but not one to go back in time for.
    const carried = fraction < billion ? 0 : Math.floor(fraction / billion);
    packet.seconds = view.getUint32(offset, this.#littleEndian) + carried;
    packet.nanoseconds = fraction - carried * billion;
    packet.timed = true;
    packet.wireLength = view.getUint32(offset + 12, this.#littleEndian);
    packet.wireEnd = packet.offset + packet.wireLength;
    packet.linkType = this.#linkType;
    this.#sink.packet(packet);
  }

  #start(view: DataView, offset: number): void {
    // The upper bits tell of the frame check sequence.
    this.#linkType = view.getUint32(offset + 20, this.#littleEndian) & 0x03ffffff;
    this.linkTypes.add(this.#linkType);
    this.headerBytes = this.#recordHeaderBytes;
    this.#started = true;
  }
}
