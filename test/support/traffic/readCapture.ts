import assert from "node:assert/strict";

/** A packet read back from a capture file, by a reading that shares nothing with the writing. */
interface ReadPacket {
  /** Microseconds since the epoch. */
  readonly at: number;
  readonly bytes: Buffer;
  readonly originalLength: number;
}

export interface IpPacket {
  readonly at: number;
  readonly version: 4 | 6;
  /** IPv4's own header; nothing in IPv6. */
  readonly header: Buffer;
  readonly source: Buffer;
  readonly destination: Buffer;
  readonly protocol: number;
  readonly payload: Buffer;
}

export const protocols = { icmp: 1, tcp: 6, udp: 17, icmpv6: 58 };

export const text = (address: Buffer): string =>
  address.length === 4 ? [...address].join(".") : (address.toString("hex").match(/.{4}/g) ?? []).join(":");

export function readCapture(file: Buffer): ReadPacket[] {
  assert.equal(
    file.subarray(0, 8).toString("hex"),
    "d4c3b2a102000400",
    "little-endian pcap 2.4, microseconds",
  );
  assert.equal(file.readUInt32LE(20), 1, "Ethernet");
  const packets: ReadPacket[] = [];
  let offset = 24;
  while (offset < file.length) {
    const [seconds, micros] = [file.readUInt32LE(offset), file.readUInt32LE(offset + 4)];
    const [kept, originalLength] = [file.readUInt32LE(offset + 8), file.readUInt32LE(offset + 12)];
    assert(micros < 1_000_000 && kept <= originalLength && offset + 16 + kept <= file.length);
    const bytes = file.subarray(offset + 16, offset + 16 + kept);
    packets.push({ at: seconds * 1_000_000 + micros, bytes, originalLength });
    offset += 16 + kept;
  }
  return packets;
}

/** The IP packets among `packets`, their own lengths held against those of their frames. */
export function ipPackets(packets: readonly ReadPacket[]): IpPacket[] {
  return packets.flatMap(({ at, bytes }) => {
    const type = bytes.readUInt16BE(12);
    if (type === 0x0806) return [];
    assert(type === 0x0800 || type === 0x86dd, `EtherType ${type.toString(16)}`);
    return [{ at, ...(type === 0x0800 ? readIpv4(bytes.subarray(14)) : readIpv6(bytes.subarray(14))) }];
  });
}

function readIpv4(packet: Buffer): Omit<IpPacket, "at"> {
  assert.equal(packet.readUInt8(0), 0x45);
  assert.equal(packet.readUInt16BE(2), packet.length);
  return {
    version: 4,
    header: packet.subarray(0, 20),
    source: packet.subarray(12, 16),
    destination: packet.subarray(16, 20),
    protocol: packet.readUInt8(9),
    payload: packet.subarray(20),
  };
}

function readIpv6(packet: Buffer): Omit<IpPacket, "at"> {
  assert.equal(packet.readUInt8(0) >> 4, 6);
  assert.equal(packet.readUInt16BE(4), packet.length - 40);
  return {
    version: 6,
    header: Buffer.alloc(0),
    source: packet.subarray(8, 24),
    destination: packet.subarray(24, 40),
    protocol: packet.readUInt8(6),
    payload: packet.subarray(40),
  };
}

/** The one's complement sum over whole 16-bit words; 0xffff over data with its right checksum in it. */
export function onesComplementSum(bytes: Buffer): number {
  let sum = 0n;
  for (const [index, byte] of bytes.entries()) sum += BigInt(byte) << (index % 2 === 0 ? 8n : 0n);
  return Number(sum % 0xffffn === 0n && sum > 0n ? 0xffffn : sum % 0xffffn);
}

/** What a transport checksum covers beside the segment itself. */
export function pseudoHeader({ source, destination, protocol, payload }: IpPacket): Buffer {
  const tail = Buffer.alloc(4);
  tail.writeUInt16BE(protocol, 0);
  tail.writeUInt16BE(payload.length, 2);
  return Buffer.concat([source, destination, tail]);
}
