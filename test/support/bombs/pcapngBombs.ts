import { u16 } from "../packets/wire.ts";

const word = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
};
const half = (value: number): Buffer => u16(((value & 255) << 8) | (value >>> 8));

/** A pcapng block in little-endian byte order. */
function block(type: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const padded = Buffer.concat([body, Buffer.alloc(-body.length & 3)]);
  return Buffer.concat([word(type), word(padded.length + 12), padded, word(padded.length + 12)]);
}

export const section = block(0x0a0d0d0a, word(0x1a2b3c4d), word(1), word(0xffffffff), word(0xffffffff));

/** 20 bytes, the shortest there is, without options. */
export const interfaceBlock = (link: number, options: Buffer = Buffer.alloc(0)): Buffer =>
  block(1, half(link), half(0), word(0), options);

const option = (code: number, value: Buffer): Buffer =>
  Buffer.concat([half(code), half(value.length), value, Buffer.alloc(-value.length & 3)]);

export const packetBlock = (source: number, packet: Buffer, options: Buffer = Buffer.alloc(0)): Buffer =>
  block(
    6,
    ...[source, 0, 0, packet.length, packet.length].map(word),
    packet,
    Buffer.alloc(-packet.length & 3),
    options,
  );

const text = Buffer.alloc(60_000, "x");
const comment = option(1, text);
const many = (count: number, make: (index: number) => Buffer): Buffer =>
  Buffer.concat(Array.from({ length: count }, (_, index) => make(index)));

/** What a pcapng file can have without end: each is a part of a file, to be repeated. */
export const endless: Readonly<Record<string, Buffer>> = {
  "interfaces of 20 bytes": many(10_000, (index) => interfaceBlock(index & 0xffff)),
  "interfaces with long names and descriptions": many(20, () =>
    interfaceBlock(1, Buffer.concat([option(2, text), option(3, text), comment])),
  ),
  "interfaces with thousands of options": many(20, () =>
    interfaceBlock(
      1,
      many(5000, (index) => option(2 + (index % 200), Buffer.alloc(4))),
    ),
  ),
  sections: many(10_000, () => section),
  "sections with an interface each": many(5000, (index) => Buffer.concat([section, interfaceBlock(index)])),
  comments: many(10, () => block(0x0bad, comment)),
  "packets with comments": Buffer.concat([
    interfaceBlock(1),
    many(10, () => packetBlock(0, Buffer.alloc(60), comment)),
  ]),
  "names of addresses": many(2000, (index) =>
    block(4, half(1), half(12), word(index), Buffer.from("host.n\0\0")),
  ),
  "decryption secrets": many(10, () => block(10, word(0x544c534b), word(text.length), text)),
  "blocks of 12 bytes": many(10_000, (index) => block(0x80000000 + index)),
};
