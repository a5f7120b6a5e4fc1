import { describeInterface, type CaptureInterface } from "./captureInterface.ts";
import { longestPacket, type RecordFormat } from "./recordFormat.ts";
import { splitTimestamp } from "./timestamp.ts";
import type { Packet, PacketSink } from "../protocols/packet.ts";

const sectionHeader = 0x0a0d0d0a;
const interfaceDescription = 1;
const obsoletePacket = 2;
const simplePacket = 3;
const enhancedPacket = 6;
const shortestBlock = 12;
const longestBlock = 16 * 1024 * 1024;
const packetHeaderBytes = 28;
const byteOrderMagic = 0x1a2b3c4d;

export const isPcapng = (magic: number): boolean => magic === sectionHeader;

/** https://www.ietf.org/archive/id/draft-ietf-opsawg-pcapng-02.html; blocks that hold no packets are passed over. */
export class PcapngFormat implements RecordFormat {
  readonly name = "pcapng";
  readonly headerBytes = shortestBlock;
  readonly linkTypes = new Set<number>();
  damage: string | null = null;
  #littleEndian = true;
  #interfaces: CaptureInterface[] = [];
  readonly #current: Packet;
  readonly #sink: PacketSink;

  constructor(packet: Packet, sink: PacketSink) {
    this.#current = packet;
    this.#sink = sink;
  }

  measure(view: DataView, offset: number): number {
    if (view.getUint32(offset, true) === sectionHeader && !this.#readByteOrder(view, offset + 8)) {
      this.damage = "a section without a byte order";
      return 0;
    }
    const length = view.getUint32(offset + 4, this.#littleEndian);
    if (length >= shortestBlock && length <= longestBlock) return this.#blockBytes(view, offset);
    this.damage = `a block of ${length} bytes`;
    return 0;
  }

  read(view: DataView, offset: number, length: number): void {
    const type = view.getUint32(offset, this.#littleEndian);
    if (type === enhancedPacket || type === obsoletePacket) this.#readPacket(view, offset, length, type);
    else if (type === simplePacket) this.#readSimplePacket(view, offset, length);
    else if (type === interfaceDescription) this.#addInterface(view, offset, length);
    else if (type === sectionHeader) this.#interfaces = [];
  }

  /** What the block says of its length, with the padding that some writers leave out. */
  #blockBytes(view: DataView, offset: number): number {
    return (view.getUint32(offset + 4, this.#littleEndian) + 3) & ~3;
  }

  #readByteOrder(view: DataView, offset: number): boolean {
    this.#littleEndian = view.getUint32(offset, true) === byteOrderMagic;
    return this.#littleEndian || view.getUint32(offset, false) === byteOrderMagic;
  }

  #addInterface(view: DataView, offset: number, length: number): void {
    if (length < 20) {
      this.damage = "an interface description cut short";
      return;
    }
    const described = describeInterface(view, offset, length, this.#littleEndian);
    this.#interfaces.push(described);
    this.linkTypes.add(described.linkType);
  }

  #readPacket(view: DataView, offset: number, length: number, type: number): void {
    const little = this.#littleEndian;
    if (length < packetHeaderBytes + 4) {
      this.damage = "a packet block cut short";
      return;
    }
    const index =
      type === enhancedPacket ? view.getUint32(offset + 8, little) : view.getUint16(offset + 8, little);
    const source = this.#interfaces[index];
    if (source === undefined) {
      this.damage = `a packet of interface ${index}, which no block describes`;
      return;
    }
    const packet = this.#current;
    const high = view.getUint32(offset + 12, little);
    splitTimestamp(high, view.getUint32(offset + 16, little), source.unitsPerSecond, packet);
    packet.seconds += source.offsetSeconds;
    packet.timed = true;
    const captured = view.getUint32(offset + 20, little);
    if (captured > longestPacket || captured > this.#blockBytes(view, offset) - packetHeaderBytes - 4) {
      this.damage = `a packet of ${captured} bytes, more than its block holds`;
      return;
    }
    packet.wireLength = view.getUint32(offset + 24, little);
    this.#pass(source, view, offset + packetHeaderBytes, Math.min(captured, length - packetHeaderBytes));
  }

  #readSimplePacket(view: DataView, offset: number, length: number): void {
    const source = this.#interfaces[0];
    if (source === undefined || length < 16) {
      this.damage = "a simple packet block without an interface";
      return;
    }
    const packet = this.#current;
    packet.timed = false;
    packet.wireLength = view.getUint32(offset + 8, this.#littleEndian);
    const room = this.#blockBytes(view, offset) - 16;
    const limit = source.snapLength === 0 ? room : Math.min(room, source.snapLength);
    this.#pass(source, view, offset + 12, Math.min(packet.wireLength, limit, length - 12));
  }

  #pass(source: CaptureInterface, view: DataView, offset: number, captured: number): void {
    const packet = this.#current;
    packet.view = view;
    packet.offset = offset;
    packet.capturedEnd = offset + captured;
    packet.wireEnd = offset + packet.wireLength;
    packet.linkType = source.linkType;
    this.#sink.packet(packet);
  }
}
