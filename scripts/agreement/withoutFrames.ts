const pcapHeader = { bytes: 24, recordBytes: 16, capturedLength: 8 } as const;
const littleEndianMagics = [0xa1b2c3d4, 0xa1b23c4d];
const pcapng = {
  section: 0x0a0d0d0a,
  byteOrder: 8,
  byteOrderMagic: 0x1a2b3c4d,
  packets: [2, 3, 6],
} as const;

/** The capture file without some of its packets, by their numbers from 1. */
export function withoutFrames(file: Buffer, left: ReadonlySet<number>): Buffer {
  if (left.size === 0) return file;
  const parts = file.readUInt32LE(0) === pcapng.section ? keepBlocks(file, left) : keepRecords(file, left);
  return Buffer.concat(parts);
}

function keepRecords(file: Buffer, left: ReadonlySet<number>): Buffer[] {
  const parts = [file.subarray(0, pcapHeader.bytes)];
  const little = littleEndianMagics.includes(file.readUInt32LE(0));
  let number = 0;
  for (let at: number = pcapHeader.bytes; at + pcapHeader.recordBytes <= file.length;) {
    const lengthAt = at + pcapHeader.capturedLength;
    const length = little ? file.readUInt32LE(lengthAt) : file.readUInt32BE(lengthAt);
    const end = at + pcapHeader.recordBytes + length;
    number += 1;
    if (!left.has(number)) parts.push(file.subarray(at, end));
    at = end;
  }
  return parts;
}

function keepBlocks(file: Buffer, left: ReadonlySet<number>): Buffer[] {
  const parts: Buffer[] = [];
  let little = true;
  let number = 0;
  for (let at = 0; at + 12 <= file.length;) {
    const section = file.readUInt32LE(at) === pcapng.section;
    if (section) little = file.readUInt32LE(at + pcapng.byteOrder) === pcapng.byteOrderMagic;
    const [type, length] = [at, at + 4].map((place) =>
      little ? file.readUInt32LE(place) : file.readUInt32BE(place),
    ) as [number, number];
    if (length < 12) break;
    const isPacket = pcapng.packets.includes(type as 2);
    if (isPacket) number += 1;
    if (!isPacket || !left.has(number)) parts.push(file.subarray(at, at + length));
    at += length;
  }
  return parts;
}
