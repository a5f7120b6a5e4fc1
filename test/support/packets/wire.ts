/**
 * Writes packets, independently of the code that reads them. Checksums are zero, because the analysis ignores
 * them.
 */
export const u8 = (...values: number[]): Buffer => Buffer.from(values);

export function u16(...values: number[]): Buffer {
  const bytes = Buffer.alloc(2 * values.length);
  values.forEach((value, index) => bytes.writeUInt16BE(value & 0xffff, 2 * index));
  return bytes;
}

export function u32(...values: number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, index) => bytes.writeUInt32BE(value >>> 0, 4 * index));
  return bytes;
}

export const ipv4Address = (text: string): Buffer => Buffer.from(text.split(".").map(Number));

/** @param text eight groups, or fewer with one "::" */
export function ipv6Address(text: string): Buffer {
  const [head = "", tail] = text.split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => "0");
  return u16(...[...before, ...zeros, ...after].map((group) => parseInt(group, 16)));
}

export interface Ipv4Fields {
  readonly source: string;
  readonly destination: string;
  readonly protocol: number;
  /** In units of eight bytes. */
  readonly fragmentOffset?: number;
  readonly moreFragments?: boolean;
  readonly options?: Buffer;
  readonly totalLength?: number;
}

export function ipv4Packet(fields: Ipv4Fields, payload: Buffer): Buffer {
  const options = fields.options ?? Buffer.alloc(0);
  const fragment = (fields.fragmentOffset ?? 0) | (fields.moreFragments === true ? 0x2000 : 0);
  return Buffer.concat([
    u8(0x45 + options.length / 4, 0),
    u16(fields.totalLength ?? 20 + options.length + payload.length, 7, fragment),
    u8(64, fields.protocol),
    u16(0),
    ipv4Address(fields.source),
    ipv4Address(fields.destination),
    options,
    payload,
  ]);
}

interface Ipv6Fields {
  readonly source: string;
  readonly destination: string;
  /** The protocol of the payload, behind the extension headers. */
  readonly protocol: number;
  /** Extension headers in order, each without its next-header byte. */
  readonly extensions?: readonly (readonly [type: number, rest: Buffer])[];
}

export function ipv6Packet(
  { source, destination, protocol, extensions = [] }: Ipv6Fields,
  payload: Buffer,
): Buffer {
  const types = [...extensions.map(([type]) => type), protocol];
  const headers = extensions.map(([, rest], index) => Buffer.concat([u8(types[index + 1] ?? 59), rest]));
  const body = Buffer.concat([...headers, payload]);
  return Buffer.concat([
    u32(0x60000000),
    u16(body.length),
    u8(types[0] ?? 59, 64),
    ipv6Address(source),
    ipv6Address(destination),
    body,
  ]);
}

export const tcpFlags = { fin: 1, syn: 2, reset: 4, push: 8, ack: 16 } as const;

interface TcpFields {
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly sequence: number;
  readonly flags: number;
  readonly options?: Buffer;
}

export function tcpSegment(fields: TcpFields, payload: Buffer): Buffer {
  const options = fields.options ?? Buffer.alloc(0);
  return Buffer.concat([
    u16(fields.sourcePort, fields.destinationPort),
    u32(fields.sequence, fields.flags & tcpFlags.ack ? 1 : 0),
    u8((5 + options.length / 4) << 4, fields.flags),
    u16(8192, 0, 0),
    options,
    payload,
  ]);
}

export const udpDatagram = (sourcePort: number, destinationPort: number, payload: Buffer): Buffer =>
  Buffer.concat([u16(sourcePort, destinationPort, 8 + payload.length, 0), payload]);

export const icmpEcho = (type: number, payload: Buffer): Buffer =>
  Buffer.concat([u8(type, 0), u16(0, 1, 1), payload]);

const dnsName = (name: string): Buffer =>
  Buffer.concat([
    ...name.split(".").map((label) => Buffer.concat([u8(label.length), Buffer.from(label)])),
    u8(0),
  ]);

/** @param responseCode null makes a query, a number makes a response */
export function dnsMessage(
  name: string,
  responseCode: number | null,
  answers: readonly Buffer[] = [],
): Buffer {
  const flags = responseCode === null ? 0x0100 : 0x8180 | responseCode;
  const records = answers.map((address) =>
    Buffer.concat([u16(0xc00c, address.length === 4 ? 1 : 28, 1), u32(60), u16(address.length), address]),
  );
  return Buffer.concat([u16(0x1234, flags, 1, answers.length, 0, 0), dnsName(name), u16(1, 1), ...records]);
}

/** A TLS record with a ClientHello for this server. */
export function clientHello(serverName: string): Buffer {
  const name = Buffer.from(serverName);
  const list = Buffer.concat([u8(0), u16(name.length), name]);
  const extension = Buffer.concat([u16(0, list.length + 2, list.length), list]);
  const other = Buffer.concat([u16(0x2b, 3), u8(2, 3, 4)]);
  const extensions = Buffer.concat([other, extension]);
  const body = Buffer.concat([
    u16(0x0303),
    Buffer.alloc(32, 7),
    u8(32),
    Buffer.alloc(32, 9),
    u16(4, 0x1301, 0x1302),
    u8(1, 0),
    u16(extensions.length),
    extensions,
  ]);
  const handshake = Buffer.concat([u8(1, 0), u16(body.length), body]);
  return Buffer.concat([u8(22, 3, 1), u16(handshake.length), handshake]);
}
