import { randomNumbers, type Random } from "../packets/mixture.ts";

/** Makes packet `index` of a file. */
type PacketMaker = (index: number, random: Random) => Buffer;

export interface Bomb {
  readonly name: string;
  /** Link type of the file. */
  readonly link: number;
  readonly packet: PacketMaker;
}

export const rawIp = 101;

const recordBytes = 16;

/** A pcap file of about this many bytes, the packets of a bomb one after another. */
export function bombFile({ link, packet }: Bomb, size: number, seed = 1): Buffer {
  const file = Buffer.alloc(size);
  file.writeUInt32LE(0xa1b2c3d4, 0);
  file.writeUInt32LE(0x0004_0002, 4);
  file.writeUInt32LE(262_144, 16);
  file.writeUInt32LE(link, 20);
  const random = randomNumbers(seed);
  let at = 24;
  for (let index = 0; ; index += 1) {
    const bytes = packet(index, random);
    if (at + recordBytes + bytes.length > size) return file.subarray(0, at);
    file.writeUInt32LE(1_700_000_000 + (index >>> 12), at);
    file.writeUInt32LE(bytes.length, at + 8);
    file.writeUInt32LE(bytes.length, at + 12);
    bytes.copy(file, at + recordBytes);
    at += recordBytes + bytes.length;
  }
}
