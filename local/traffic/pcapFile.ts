import type { SimulatedPacket } from "./simulatedPacket.ts";

export interface PcapLimits {
  /** Size limit of the file. The last packet that fits whole is the last one written. */
  readonly maxBytes: number;
  /** Longer packets are truncated to this; 0: never. */
  readonly bytesPerPacket: number;
}

const headerBytes = 24;
const recordHeaderBytes = 16;
/** The longest packet that readers of the format accept. */
const longestPacket = 262_144;
const ethernetLink = 1;

const snapLength = (bytesPerPacket: number): number =>
  bytesPerPacket === 0 ? longestPacket : Math.min(bytesPerPacket, longestPacket);

/** How many bytes of a packet the file keeps. */
export const keptBytes = ({ frame }: SimulatedPacket, bytesPerPacket: number): number =>
  Math.min(frame.bytes.length, snapLength(bytesPerPacket));

/** How many packets, from the first, fit into the file. */
export function countFitting(
  packets: readonly SimulatedPacket[],
  { maxBytes, bytesPerPacket }: PcapLimits,
): number {
  let size = headerBytes;
  let count = 0;
  for (const packet of packets) {
    size += recordHeaderBytes + keptBytes(packet, bytesPerPacket);
    if (size > maxBytes) break;
    count += 1;
  }
  return count;
}

/** A classic pcap file: little endian, microseconds, Ethernet. */
export function pcapFile(packets: readonly SimulatedPacket[], bytesPerPacket: number): Buffer {
  const sizes = packets.map((packet) => recordHeaderBytes + keptBytes(packet, bytesPerPacket));
  const file = Buffer.allocUnsafe(sizes.reduce((sum, size) => sum + size, headerBytes));
  let offset = writeHeader(file, snapLength(bytesPerPacket));
  for (const packet of packets) offset = writeRecord(file, offset, packet, keptBytes(packet, bytesPerPacket));
  return file;
}

function writeHeader(file: Buffer, snapLength: number): number {
  file.writeUInt32LE(0xa1b2c3d4, 0);
  file.writeUInt16LE(2, 4);
  file.writeUInt16LE(4, 6);
  file.fill(0, 8, 16);
  file.writeUInt32LE(snapLength, 16);
  file.writeUInt32LE(ethernetLink, 20);
  return headerBytes;
}

function writeRecord(file: Buffer, offset: number, { at, frame }: SimulatedPacket, kept: number): number {
  file.writeUInt32LE(Math.floor(at / 1_000_000), offset);
  file.writeUInt32LE(at % 1_000_000, offset + 4);
  file.writeUInt32LE(kept, offset + 8);
  file.writeUInt32LE(frame.bytes.length, offset + 12);
  frame.bytes.copy(file, offset + recordHeaderBytes, 0, kept);
  return offset + recordHeaderBytes + kept;
}
