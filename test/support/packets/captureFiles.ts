/** A packet to write to a file. */
export interface FilePacket {
  readonly seconds: number;
  readonly nanoseconds: number;
  readonly frame: Buffer;
  /** Bytes of the frame in the file. */
  readonly kept: number;
}

interface PcapOptions {
  readonly link: number;
  readonly littleEndian: boolean;
  readonly nanoseconds: boolean;
}

/** Writes numbers in either byte order. */
function writer(littleEndian: boolean): { u16: (value: number) => Buffer; u32: (value: number) => Buffer } {
  const bytes = (size: number, value: number): Buffer => {
    const buffer = Buffer.alloc(size);
    if (littleEndian) buffer.writeUIntLE(value, 0, size);
    else buffer.writeUIntBE(value, 0, size);
    return buffer;
  };
  return { u16: (value) => bytes(2, value), u32: (value) => bytes(4, value) };
}

export function pcapFile(
  packets: readonly FilePacket[],
  { link, littleEndian, nanoseconds }: PcapOptions,
): Buffer {
  const { u16, u32 } = writer(littleEndian);
  const magic = nanoseconds ? 0xa1b23c4d : 0xa1b2c3d4;
  const header = [u32(magic), u16(2), u16(4), u32(0), u32(0), u32(262_144), u32(link)];
  const records = packets.flatMap(({ seconds, nanoseconds: fraction, frame, kept }) => [
    u32(seconds),
    u32(nanoseconds ? fraction : Math.floor(fraction / 1000)),
    u32(kept),
    u32(frame.length),
    frame.subarray(0, kept),
  ]);
  return Buffer.concat([...header, ...records]);
}

export type PacketBlock = "enhanced" | "simple" | "obsolete";

export interface PcapngPacket extends FilePacket {
  /** Index into the section's interfaces. */
  readonly source: number;
  readonly block: PacketBlock;
}

export interface PcapngInterface {
  readonly link: number;
  /** The value of `if_tsresol`. Null leaves the option out, which means 6. */
  readonly resolution: number | null;
  readonly offsetSeconds?: number;
}

interface PcapngSection {
  readonly littleEndian: boolean;
  readonly interfaces: readonly PcapngInterface[];
  readonly packets: readonly PcapngPacket[];
}

export const pcapngFile = (sections: readonly PcapngSection[]): Buffer =>
  Buffer.concat(sections.map(section));

function section({ littleEndian, interfaces, packets }: PcapngSection): Buffer {
  const { u16, u32 } = writer(littleEndian);
  const padded = (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
  const block = (type: number, ...parts: Buffer[]): Buffer => {
    const body = padded(Buffer.concat(parts));
    return Buffer.concat([u32(type), u32(body.length + 12), body, u32(body.length + 12)]);
  };
  const option = (code: number, value: Buffer): Buffer =>
    Buffer.concat([u16(code), u16(value.length), padded(value)]);
  const offset = (seconds: number): Buffer => {
    const words = [u32(seconds), u32(0)];
    return Buffer.concat(littleEndian ? words : words.reverse());
  };
  const describe = ({ link, resolution, offsetSeconds }: PcapngInterface): Buffer =>
    block(
      1,
      u16(link),
      u16(0),
      u32(0),
      option(2, Buffer.from("eth0")),
      ...(resolution === null ? [] : [option(9, Buffer.from([resolution]))]),
      ...(offsetSeconds === undefined ? [] : [option(14, offset(offsetSeconds))]),
      option(0, Buffer.alloc(0)),
    );
  const packetBlock = (packet: PcapngPacket): Buffer => {
    const { frame, kept, source } = packet;
    const data = padded(frame.subarray(0, kept));
    if (packet.block === "simple") return block(3, u32(frame.length), data);
    const units = ticks(packet, interfaces[source]);
    const time = [u32(Number(units >> 32n)), u32(Number(units & 0xffffffffn))];
    const lengths = [u32(kept), u32(frame.length)];
    if (packet.block === "obsolete") return block(2, u16(source), u16(0), ...time, ...lengths, data);
    return block(6, u32(source), ...time, ...lengths, data, option(2, u32(1)), option(0, Buffer.alloc(0)));
  };
  const header = block(0x0a0d0d0a, u32(0x1a2b3c4d), u16(1), u16(0), u32(0xffffffff), u32(0xffffffff));
  const statistics = block(5, u32(0), u32(0), u32(0));
  return Buffer.concat([header, ...interfaces.map(describe), ...packets.map(packetBlock), statistics]);
}

function ticks({ seconds, nanoseconds }: FilePacket, source: PcapngInterface | undefined): bigint {
  const resolution = source?.resolution ?? 6;
  const whole = BigInt(seconds - (source?.offsetSeconds ?? 0));
  const perSecond = resolution & 0x80 ? 1n << BigInt(resolution & 0x7f) : 10n ** BigInt(resolution);
  return whole * perSecond + (BigInt(nanoseconds) * perSecond) / 1_000_000_000n;
}
