import assert from "node:assert/strict";

interface PcapPacket {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly frame: Buffer;
  /** On the wire, which may be more than was kept. */
  readonly length: number;
}

/** Reads a classic pcap file (little endian, microseconds, Ethernet) and fails on any other. */
export function readPcap(file: Buffer): PcapPacket[] {
  assert.equal(file.readUInt32LE(0), 0xa1b2c3d4);
  assert.equal(file.readUInt32LE(20), 1);
  const packets: PcapPacket[] = [];
  let offset = 24;
  while (offset < file.length) {
    const at = file.readUInt32LE(offset) * 1000 + file.readUInt32LE(offset + 4) / 1000;
    const kept = file.readUInt32LE(offset + 8);
    const frame = file.subarray(offset + 16, offset + 16 + kept);
    assert.equal(frame.length, kept);
    packets.push({ at, frame, length: file.readUInt32LE(offset + 12) });
    offset += 16 + kept;
  }
  return packets;
}
