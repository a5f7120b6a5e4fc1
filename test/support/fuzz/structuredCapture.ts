import { pcapFile, type FilePacket } from "../packets/captureFiles.ts";
import { icmpError, icmpv6Error } from "../packets/icmpErrors.ts";
import { frame } from "../packets/linkFrames.ts";
import {
  clientHello,
  dnsMessage,
  ipv4Packet,
  ipv6Packet,
  tcpFlags,
  tcpSegment,
  u8,
  u16,
  u32,
  udpDatagram,
} from "../packets/wire.ts";
import type { Random } from "../packets/mixture.ts";

const { syn, ack, fin, reset, push } = tcpFlags;
const extremes = [0, 1, 2, 20, 0x7f, 0x80, 0xff] as const;

type Ends = readonly [client: string, clientPort: number, server: string, serverPort: number];
/** Writes an IP packet from a segment or datagram. */
type Wrap = (source: string, destination: string, protocol: number, payload: Buffer) => Buffer;

const vector = (lengthBytes: number, ...parts: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  return Buffer.concat([u32(body.length).subarray(4 - lengthBytes), body]);
};
const record = (type: number, body: Buffer): Buffer => Buffer.concat([u8(type, 3, 3), vector(2, body)]);
const handshake = (type: number, body: Buffer): Buffer => Buffer.concat([u8(type), vector(3, body)]);
const der = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  return Buffer.concat([
    u8(tag),
    body.length < 128 ? u8(body.length) : Buffer.concat([u8(0x82), u16(body.length)]),
    body,
  ]);
};

/** A certificate as far as its validity and subject, with filler for the rest. */
function certificate(name: string, notAfter: string): Buffer {
  const common = der(0x31, der(0x30, der(6, u8(0x55, 4, 3)), der(0x0c, Buffer.from(name))));
  const validity = der(0x30, der(0x17, Buffer.from("200101000000Z")), der(0x17, Buffer.from(notAfter)));
  const head = [der(0xa0, der(2, u8(2))), der(2, u8(1, 2, 3)), der(0x30, der(6, u8(0x2a, 3)))];
  const body = der(
    0x30,
    ...head,
    der(0x30, common),
    validity,
    der(0x30, common),
    der(0x30, Buffer.alloc(200, 5)),
  );
  return der(0x30, body, der(0x30, der(6, u8(0x2a, 3))), der(3, Buffer.alloc(64)));
}

const serverFlight = (): Buffer =>
  Buffer.concat([
    record(
      22,
      handshake(2, Buffer.concat([u16(0x0303), Buffer.alloc(32, 3), vector(1), u16(0xc02f), u8(0)])),
    ),
    record(22, handshake(11, vector(3, vector(3, certificate("a.example", "210101000000Z"))))),
    record(22, handshake(14, Buffer.alloc(0))),
  ]);

const http = (line: string, body = ""): Buffer =>
  Buffer.from(`${line}\r\nHost: a.example\r\nContent-Length: ${body.length}\r\n\r\n${body}`);

const framedDns = (message: Buffer): Buffer => Buffer.concat([u16(message.length), message]);

/** What client and server say, in turn. */
const dialogues: readonly ((random: Random) => readonly (readonly [fromClient: boolean, bytes: Buffer])[])[] =
  [
    () => [
      [true, clientHello("files.example.org")],
      [false, serverFlight()],
      [true, record(21, u8(2, 42))],
    ],
    () => [
      [true, clientHello("x".repeat(200))],
      [false, record(21, u8(2, 112))],
    ],
    (random) => [
      [true, http("GET / HTTP/1.1")],
      [false, http(`HTTP/1.1 ${100 + random(500)} Word`, "x".repeat(random(3000)))],
      [true, http("POST /a HTTP/1.1", "y".repeat(20))],
      [false, http("HTTP/1.1 503 Service Unavailable")],
    ],
    () => [
      [true, framedDns(dnsMessage("a.example", null))],
      [false, framedDns(dnsMessage("a.example", 3))],
    ],
    (random) => [[true, Buffer.alloc(random(4000), 0x41)]],
  ];

const options: readonly Buffer[] = [
  Buffer.alloc(0),
  u8(2, 4, 5, 0xb4, 1, 3, 3, 7),
  u8(4, 2, 1, 1),
  Buffer.concat([u8(1, 1, 5, 10), u32(200, 900)]),
  Buffer.concat([u8(1, 1, 8, 10), u32(1, 2)]),
  u8(3, 0, 0, 0),
  u8(2, 40, 5, 0xb4),
];

/** A connection whose bytes are cut into segments of any size, some of them lost or repeated. */
function connection(random: Random, wrap: Wrap, [client, clientPort, server, serverPort]: Ends): Buffer[] {
  const next = { client: random(2 ** 32), server: random(2 ** 32) };
  const segment = (fromClient: boolean, flags: number, payload: Buffer): Buffer => {
    const sequence = fromClient ? next.client : next.server;
    const [sourcePort, destinationPort] = fromClient ? [clientPort, serverPort] : [serverPort, clientPort];
    const ends = fromClient ? ([client, server] as const) : ([server, client] as const);
    const fields = {
      sourcePort,
      destinationPort,
      sequence,
      flags,
      options: options[random(options.length)] ?? u8(),
    };
    next[fromClient ? "client" : "server"] += payload.length + (flags & (syn | fin) ? 1 : 0);
    return wrap(...ends, 6, tcpSegment(fields, payload));
  };
  const packets = [segment(true, syn, u8()), segment(false, syn | ack, u8()), segment(true, ack, u8())];
  for (const [fromClient, bytes] of dialogues[random(dialogues.length)]?.(random) ?? [])
    for (let at = 0; at < bytes.length;) {
      const size = 1 + random(random(3) === 0 ? 20 : 1460);
      packets.push(
        segment(fromClient, ack | push, bytes.subarray(at, at + size)),
        segment(!fromClient, ack, u8()),
      );
      at += size;
    }
  packets.push(segment(random(2) === 0, random(2) === 0 ? fin | ack : reset | ack, u8()));
  return packets.flatMap((packet) =>
    random(15) === 0 ? [] : random(15) === 0 ? [packet, packet] : [packet],
  );
}

const four: Wrap = (source, destination, protocol, payload) =>
  ipv4Packet({ source, destination, protocol }, payload);
const six: Wrap = (source, destination, protocol, payload) =>
  ipv6Packet({ source, destination, protocol }, payload);

function datagrams(random: Random, wrap: Wrap, [client, clientPort, server]: Ends): Buffer[] {
  const port = [53, 53, 443, 123, 4789, 5353][random(6)] ?? 53;
  const name = `${"q".repeat(random(60))}${random(500)}.t.example`;
  const answers = Array.from({ length: random(4) }, () => u8(203, 0, 113, random(256)));
  const initial = Buffer.concat([
    u8(0xc0 | random(64)),
    u32(random(3)),
    vector(1, Buffer.alloc(8, 1)),
    Buffer.alloc(1200),
  ]);
  const asked = port === 443 ? initial : dnsMessage(name, null);
  const packets = [wrap(client, server, 17, udpDatagram(clientPort, port, asked))];
  if (random(3) > 0)
    packets.push(
      wrap(server, client, 17, udpDatagram(port, clientPort, dnsMessage(name, random(6), answers))),
    );
  return packets;
}

function errors(
  random: Random,
  isFour: boolean,
  packets: readonly Buffer[],
  [client, , server]: Ends,
): Buffer[] {
  const quoted = packets[random(packets.length)] ?? u8();
  const reporter = random(2) === 0 ? server : isFour ? "10.0.0.254" : "fd00::fe";
  const types = isFour ? [3, 3, 4, 5, 11, 12] : [1, 1, 2, 3, 4];
  const kind = {
    type: types[random(types.length)] ?? 3,
    code: random(16),
    rest: random(4) === 0 ? random(2 ** 32) : 1400,
    quotedBytes: random(2) === 0 ? 48 : random(200),
  };
  return [(isFour ? icmpError : icmpv6Error)([reporter, client], kind, quoted)];
}

const macs = Buffer.from("000d3a010203123456789abc", "hex");

/** The packet within a tunnel, or as it is. */
function tunnelled(random: Random, packet: Buffer): Buffer {
  const type = (packet[0] ?? 0) >> 4 === 6 ? 0x86dd : 0x0800;
  const framed = Buffer.concat([macs, u16(type), packet]);
  const network = u32(random(3) << 8);
  const outer = (protocol: number, payload: Buffer) => four("10.255.0.1", "10.255.0.2", protocol, payload);
  const inUdp = (port: number, payload: Buffer) => outer(17, udpDatagram(40_000, port, payload));
  switch (random(9)) {
    case 0:
      return inUdp(4789, Buffer.concat([u8(8, 0, 0, 0), network, framed]));
    case 1:
      return inUdp(6081, Buffer.concat([u8(0, 0), u16(0x6558), network, framed]));
    case 2:
      return outer(47, Buffer.concat([u16(0x2000, 0x6558), network, framed]));
    case 3:
      return inUdp(4754, Buffer.concat([u16(0, type), packet]));
    case 4:
      return outer(103, Buffer.concat([u8(0x21, 0), u16(0), u32(0), packet]));
    case 5:
      return outer(47, Buffer.concat([u16(0, 0x894f), u8(0, 2, 2, type === 0x0800 ? 1 : 2), u32(1), packet]));
    case 6:
      return outer(137, Buffer.concat([u32(0x00010140, 0), framed]));
    default:
      return packet;
  }
}

/** Changes single bytes of a packet, or a length in it, but not where it begins and ends. */
function damaged(random: Random, packet: Buffer): Buffer {
  if (random(5) > 0) return packet;
  const copy = Buffer.from(packet);
  for (let changes = 1 + random(4); changes > 0 && copy.length > 0; changes -= 1) {
    const at = random(random(2) === 0 ? Math.min(copy.length, 90) : copy.length);
    copy[at] = random(2) === 0 ? random(256) : (extremes[random(extremes.length)] ?? 0);
  }
  return copy;
}

/** A capture of whole protocols, in which single fields are wrong, and packets lost, repeated and cut. */
export function structuredCapture(random: Random): Buffer {
  const cut = random(4) === 0 ? 40 + random(120) : 65_535;
  const packets = Array.from({ length: 1 + random(12) }, (): Buffer[] => {
    const isFour = random(3) > 0;
    const [wrap, prefix] = isFour ? ([four, "10.0.0."] as const) : ([six, "fd00::"] as const);
    const ends: Ends = [
      `${prefix}4`,
      40_000 + random(20),
      `${prefix}${10 + random(5)}`,
      [443, 80, 53][random(3)] ?? 443,
    ];
    const said = random(3) === 0 ? datagrams(random, wrap, ends) : connection(random, wrap, ends);
    return random(3) === 0 ? [...said, ...errors(random, isFour, said, ends)] : said;
  }).flat();
  let at = 0;
  const written = packets.map((packet): FilePacket => {
    at += random(4) === 0 ? random(3e9) : random(2e6);
    const whole = damaged(random, tunnelled(random, packet));
    const bytes = frame("ethernet", (whole[0] ?? 0) >> 4 === 6 ? 0x86dd : 0x0800, [], whole);
    const times = { seconds: 1_700_000_000 + Math.floor(at / 1e9), nanoseconds: at % 1e9 };
    return { ...times, frame: bytes, kept: Math.min(bytes.length, cut) };
  });
  return pcapFile(written, { link: 1, littleEndian: random(2) === 0, nanoseconds: true });
}
