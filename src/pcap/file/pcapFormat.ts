import { linkTypes } from "../protocols/link.ts";
import { longestPacket, type RecordFormat } from "./recordFormat.ts";
import type { Packet, PacketSink } from "../protocols/packet.ts";

/** The file header, draft-ietf-opsawg-pcap-04 section 4: offsets in bytes. */
const fileHeader = { linkType: 20, bytes: 24 } as const;
/** Upper bits of the link type describe the frame check sequence. */
const linkTypeMask = 0x03ffffff;
/**
 * A record's header, section 5: offsets in bytes. Old Linux systems also wrote interface, protocol and
 * direction.
 */
const recordHeader = {
  seconds: 0,
  fraction: 4,
  capturedLength: 8,
  wireLength: 12,
  bytes: 16,
  longBytes: 24,
} as const;
const billion = 1e9;

interface Variant {
  readonly littleEndian: boolean;
  /** Unit of the fraction of a second, in nanoseconds. */
  readonly nanoseconds: number;
  readonly headerBytes: number;
}

const variants: ReadonlyMap<number, Variant> = new Map([
  [0xa1b2c3d4, { littleEndian: false, nanoseconds: 1000, headerBytes: recordHeader.bytes }],
  [0xd4c3b2a1, { littleEndian: true, nanoseconds: 1000, headerBytes: recordHeader.bytes }],
  [0xa1b23c4d, { littleEndian: false, nanoseconds: 1, headerBytes: recordHeader.bytes }],
  [0x4d3cb2a1, { littleEndian: true, nanoseconds: 1, headerBytes: recordHeader.bytes }],
  [0xa1b2cd34, { littleEndian: false, nanoseconds: 1000, headerBytes: recordHeader.longBytes }],
  [0x34cdb2a1, { littleEndian: true, nanoseconds: 1000, headerBytes: recordHeader.longBytes }],
]);

/** The format of a file that begins with this number, read big-endian; null when it is not pcap. */
export function pcapFormat(magic: number, packet: Packet, sink: PacketSink): RecordFormat | null {
  const variant = variants.get(magic);
  return variant === undefined ? null : new PcapFormat(variant, packet, sink);
}

/** https://www.ietf.org/archive/id/draft-ietf-opsawg-pcap-04.html */
class PcapFormat implements RecordFormat {
  readonly name = "pcap";
  readonly linkTypes = new Set<number>();
  readonly unread = { packets: 0, bytes: 0 };
  headerBytes: number = fileHeader.bytes;
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
    if (!this.#started) return fileHeader.bytes;
    const captured = view.getUint32(offset + recordHeader.capturedLength, this.#littleEndian);
    if (captured <= longestPacket) return this.#recordHeaderBytes + captured;
    this.damage = `a packet of ${captured} bytes, more than any file may hold`;
    return 0;
  }

  foresee(view: DataView, offset: number, end: number): number {
    const { foresight } = this.#sink;
    let left = this.#linkType === linkTypes.ethernet ? foresight.begin() : 0;
    let at = offset;
    while (left > 0 && at + this.#recordHeaderBytes <= end) {
      const start = at + this.#recordHeaderBytes;
      const captured = view.getUint32(at + recordHeader.capturedLength, this.#littleEndian);
      if (captured > end - start) break;
      foresight.note(view, start, start + captured);
      at = start + captured;
      left -= 1;
    }
    if (at === offset) return end;
    foresight.fetch();
    return at;
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
    const fraction = view.getUint32(offset + recordHeader.fraction, this.#littleEndian) * this.#nanoseconds;
    // Some writers make mistakes: a fraction of more than a second counts as seconds.
    const carried = fraction < billion ? 0 : Math.floor(fraction / billion);
    packet.seconds = view.getUint32(offset + recordHeader.seconds, this.#littleEndian) + carried;
    packet.nanoseconds = fraction - carried * billion;
    packet.timed = true;
    packet.wireLength = view.getUint32(offset + recordHeader.wireLength, this.#littleEndian);
    packet.wireEnd = packet.offset + packet.wireLength;
    packet.linkType = this.#linkType;
    this.#sink.foresight.turn();
    this.#sink.packet(packet);
  }

  #start(view: DataView, offset: number): void {
    this.#linkType = view.getUint32(offset + fileHeader.linkType, this.#littleEndian) & linkTypeMask;
    this.linkTypes.add(this.#linkType);
    this.headerBytes = this.#recordHeaderBytes;
    this.#started = true;
  }
}
