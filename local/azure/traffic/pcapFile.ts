import type { Packet } from "./packet.ts";

export interface PcapLimits {
  /** Of the whole file; packets stop at the last one that fits whole. */
  readonly maxBytes: number;
  /** Longer packets are cut to this; 0 keeps them whole. */
  readonly bytesPerPacket: number;
}

const headerBytes = 24;
const recordHeaderBytes = 16;
/** What readers of the format take at most. */
const longestPacket = 262_144;
const ethernetLink = 1;

/** A classic pcap file: little endian, microseconds, Ethernet. */
export function pcapFile(packets: readonly Packet[], { maxBytes, bytesPerPacket }: PcapLimits): Buffer {
  const snapLength = bytesPerPacket === 0 ? longestPacket : Math.min(bytesPerPacket, longestPacket);
  let size = headerBytes;
  let count = 0;
  for (const { frame } of packets) {
    const record = recordHeaderBytes + Math.min(frame.length, snapLength);
    if (size + record > maxBytes) break;
    size += record;
    count += 1;
  }
  const file = Buffer.allocUnsafe(size);
  let offset = writeHeader(file, snapLength);
  for (const packet of packets.slice(0, count)) offset = writeRecord(file, offset, packet, snapLength);
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

function writeRecord(file: Buffer, offset: number, { at, frame }: Packet, snapLength: number): number {
  const kept = Math.min(frame.length, snapLength);
  file.writeUInt32LE(Math.floor(at / 1_000_000), offset);
  file.writeUInt32LE(at % 1_000_000, offset + 4);
  file.writeUInt32LE(kept, offset + 8);
  file.writeUInt32LE(frame.length, offset + 12);
  frame.copy(file, offset + recordHeaderBytes, 0, kept);
  return offset + recordHeaderBytes + kept;
}
