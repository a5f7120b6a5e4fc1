import { describeInterface, type CaptureInterface } from "./captureInterface.ts";
import { linkTypesKept, longestPacket, type RecordFormat } from "./recordFormat.ts";
import { splitTimestamp } from "./timestamp.ts";
import type { Packet, PacketSink } from "../protocols/packet.ts";

/** Block types, draft-ietf-opsawg-pcapng-02 section 10.1. */
const blockTypes = {
  sectionHeader: 0x0a0d0d0a,
  interfaceDescription: 1,
  obsoletePacket: 2,
  simplePacket: 3,
  enhancedPacket: 6,
} as const;
/** Every block, section 3.1: offsets in bytes. Its length is repeated at its end. */
const block = { type: 0, length: 4, body: 8, trailerBytes: 4, shortest: 12 } as const;
const longestBlock = 16 * 1024 * 1024;
/** Enhanced and obsolete packet blocks, section 4.3 and appendix A: offsets in bytes. */
const packetBlock = {
  interfaceId: 8,
  timestampHigh: 12,
  timestampLow: 16,
  capturedLength: 20,
  wireLength: 24,
  data: 28,
} as const;
/** A simple packet block, section 4.4: offsets in bytes. */
const simpleBlock = { wireLength: 8, data: 12 } as const;
const shortestInterface = 20;
/**
 * Interfaces of a section that are kept. An obsolete packet block can refer to no more, and a file could have
 * millions of them.
 */
const interfacesKept = 65_536;
/** What is known of an interface that was not kept: no link type is this one. */
const unkeptInterface: CaptureInterface = {
  linkType: -1,
  snapLength: 0,
  unitsPerSecond: 1e6,
  offsetSeconds: 0,
};
const byteOrderMagic = 0x1a2b3c4d;

/** Whether a file begins like pcapng. @param magic its first four bytes */
export const isPcapng = (magic: number): boolean => magic === blockTypes.sectionHeader;

/** Reads pcapng; blocks without packets are skipped. */
export class PcapngFormat implements RecordFormat {
  readonly name = "pcapng";
  readonly headerBytes = block.shortest;
  readonly linkTypes = new Set<number>();
  readonly unread = { packets: 0, bytes: 0 };
  damage: string | null = null;
  #littleEndian = true;
  #interfaces: CaptureInterface[] = [];
  /** Interfaces of the section, kept or not. */
  #described = 0;
  readonly #current: Packet;
  readonly #sink: PacketSink;

  constructor(packet: Packet, sink: PacketSink) {
    this.#current = packet;
    this.#sink = sink;
  }

  measure(view: DataView, offset: number): number {
    if (
      view.getUint32(offset, true) === blockTypes.sectionHeader &&
      !this.#readByteOrder(view, offset + block.body)
    ) {
      this.damage = "a section without a byte order";
      return 0;
    }
    const length = view.getUint32(offset + block.length, this.#littleEndian);
    if (length >= block.shortest && length <= longestBlock) return this.#blockBytes(view, offset);
    this.damage = `a block of ${length} bytes`;
    return 0;
  }

  /** Azure writes pcap; only that is read ahead. */
  foresee(_view: DataView, _offset: number, end: number): number {
    return end;
  }

  read(view: DataView, offset: number, length: number): void {
    const type = view.getUint32(offset + block.type, this.#littleEndian);
    switch (type) {
      case blockTypes.enhancedPacket:
      case blockTypes.obsoletePacket:
        this.#readPacket(view, offset, length, type);
        break;
      case blockTypes.simplePacket:
        this.#readSimplePacket(view, offset, length);
        break;
      case blockTypes.interfaceDescription:
        this.#addInterface(view, offset, length);
        break;
      case blockTypes.sectionHeader:
        this.#interfaces = [];
        this.#described = 0;
    }
  }

  /** Length of the block, with the padding that some writers leave out. */
  #blockBytes(view: DataView, offset: number): number {
    return (view.getUint32(offset + block.length, this.#littleEndian) + 3) & ~3;
  }

  #readByteOrder(view: DataView, offset: number): boolean {
    this.#littleEndian = view.getUint32(offset, true) === byteOrderMagic;
    return this.#littleEndian || view.getUint32(offset, false) === byteOrderMagic;
  }

  #addInterface(view: DataView, offset: number, length: number): void {
    if (length < shortestInterface) {
      this.damage = "an interface description cut short";
      return;
    }
    this.#described += 1;
    if (this.#described > interfacesKept) return;
    const described = describeInterface(view, offset, length, this.#littleEndian);
    this.#interfaces.push(described);
    if (this.linkTypes.size < linkTypesKept) this.linkTypes.add(described.linkType);
  }

  #interfaceOf(index: number): CaptureInterface | undefined {
    return this.#interfaces[index] ?? (index < this.#described ? unkeptInterface : undefined);
  }

  #readPacket(view: DataView, offset: number, length: number, type: number): void {
    const little = this.#littleEndian;
    if (length < packetBlock.data + block.trailerBytes) {
      this.damage = "a packet block cut short";
      return;
    }
    const index =
      type === blockTypes.enhancedPacket
        ? view.getUint32(offset + packetBlock.interfaceId, little)
        : view.getUint16(offset + packetBlock.interfaceId, little);
    const source = this.#interfaceOf(index);
    if (source === undefined) {
      this.damage = `a packet of interface ${index}, which no block describes`;
      return;
    }
    const packet = this.#current;
    const high = view.getUint32(offset + packetBlock.timestampHigh, little);
    const low = view.getUint32(offset + packetBlock.timestampLow, little);
    splitTimestamp(high, low, source.unitsPerSecond, packet);
    packet.seconds += source.offsetSeconds;
    packet.timed = source !== unkeptInterface;
    const captured = view.getUint32(offset + packetBlock.capturedLength, little);
    const room = this.#blockBytes(view, offset) - packetBlock.data - block.trailerBytes;
    if (captured > longestPacket || captured > room) {
      this.damage = `a packet of ${captured} bytes, more than its block holds`;
      return;
    }
    packet.wireLength = view.getUint32(offset + packetBlock.wireLength, little);
    const dataBytes = Math.min(captured, length - packetBlock.data);
    this.#pass(source, view, offset + packetBlock.data, dataBytes);
  }

  #readSimplePacket(view: DataView, offset: number, length: number): void {
    const source = this.#interfaces[0];
    if (source === undefined || length < simpleBlock.data + block.trailerBytes) {
      this.damage = "a simple packet block without an interface";
      return;
    }
    const packet = this.#current;
    packet.timed = false;
    packet.wireLength = view.getUint32(offset + simpleBlock.wireLength, this.#littleEndian);
    const room = this.#blockBytes(view, offset) - simpleBlock.data - block.trailerBytes;
    const limit = source.snapLength === 0 ? room : Math.min(room, source.snapLength);
    const dataBytes = Math.min(packet.wireLength, limit, length - simpleBlock.data);
    this.#pass(source, view, offset + simpleBlock.data, dataBytes);
  }

  #pass(source: CaptureInterface, view: DataView, offset: number, captured: number): void {
    const packet = this.#current;
    packet.view = view;
    packet.offset = offset;
    packet.capturedEnd = offset + captured;
    packet.wireEnd = offset + packet.wireLength;
    packet.linkType = source.linkType;
    if (source === unkeptInterface) {
      this.unread.packets += 1;
      this.unread.bytes += packet.wireLength;
    }
    this.#sink.packet(packet);
  }
}
