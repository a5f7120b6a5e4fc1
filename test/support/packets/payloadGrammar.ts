import { clientHello, dnsMessage, icmpEcho, tcpSegment, u8, u16, u32, udpDatagram } from "./wire.ts";
import type { Random } from "./mixture.ts";

/** Writes what surrounds payloads, and what they carry in turn. */
export interface PacketSource {
  readonly random: Random;
  /** Whether the file will keep only the beginning of packets. */
  readonly cut: boolean;
  /** Layers so far in the frame being written. */
  depth: number;
  /** IP packets around the one being written. */
  layer: number;
  /** Sequence number of the next TCP segment. */
  sequence: number;
  ethernet(): Buffer;
  /** An EtherType and the IP packet that it announces. */
  internet(): [type: number, packet: Buffer];
  ipv4(): Buffer;
  ipv6(): Buffer;
  /** A length that may be wrong. */
  length(right: number): number;
  pick<T>(choices: readonly [T, ...T[]]): T;
  /** True once in so many times. */
  chance(times: number): boolean;
  filler(most: number): Buffer;
}

type Payload = [protocol: number, bytes: Buffer];

const deepest = 4;

export function ipv4Payload(grammar: PacketSource): Payload {
  if (!grammar.cut && grammar.chance(12)) return [1, icmp(grammar, 3, () => grammar.ipv4())];
  return grammar.chance(25) ? [grammar.pick([0, 60]), hopOption(grammar)] : transport(grammar);
}

export function ipv6Payload(grammar: PacketSource): Payload {
  if (!grammar.cut && grammar.chance(12)) return [58, icmp(grammar, 1, () => grammar.ipv6())];
  return grammar.chance(40) ? [135, u8(59, 0, 0, 0, 0, 0, 0, 0)] : transport(grammar);
}

/** An IPv6 extension header, which tshark reads over IPv4 too. */
function hopOption(grammar: PacketSource): Buffer {
  const [protocol, bytes] = transport(grammar);
  return Buffer.concat([u8(protocol, 0, 1, 4, 0, 0, 0, 0), bytes]);
}

function transport(grammar: PacketSource): Payload {
  const { random } = grammar;
  switch (random(grammar.depth < deepest ? 24 : 20)) {
    case 0:
      return [2, Buffer.concat([u8(0x16, 0), u16(0), u32(0xe0000001)])];
    case 1:
      return [50, Buffer.concat([u32(1, 1), Buffer.alloc(40, 0x5a)])];
    case 2:
      return [136, udp(grammar, true)];
    case 3:
      return [grammar.pick([59, 253, 254, 99]), grammar.filler(40)];
    case 4:
      return [grammar.pick([1, 58]), icmpEcho(8, grammar.filler(40))];
    case 20:
      return [4, grammar.ipv4()];
    case 21:
      return [41, grammar.ipv6()];
    case 22:
    case 23:
      return [47, encapsulated(grammar)];
    default:
      return random(2) === 0 ? [6, tcp(grammar)] : [17, udp(grammar, false)];
  }
}

function icmp(grammar: PacketSource, type: number, quote: () => Buffer): Buffer {
  // tshark counts the content of a quoted tunnel as if it were not quoted. The analysis does not.
  grammar.depth = deepest;
  // In the analysis a quoted segment does not change the state of its connection.
  grammar.layer = 8;
  const header = Buffer.concat([u8(type, 3), u16(0, 0, 0)]);
  const quoted = quote();
  const whole = Buffer.concat([header, grammar.chance(3) ? quoted.subarray(0, 28) : quoted]);
  return grammar.chance(8) ? whole.subarray(0, grammar.pick([1, 5, 7, 9, 41])) : whole;
}

function encapsulated(grammar: PacketSource): Buffer {
  grammar.depth += 1;
  const [type, packet] = grammar.internet();
  switch (grammar.random(6)) {
    case 0:
      inNetwork(grammar, 50);
      return Buffer.concat([u16(0x2000, 0x6558), u32(0x500), grammar.ethernet()]);
    case 1:
      return Buffer.concat([u16(0xb000, type), u16(0, 0), u32(7), u32(1), packet]);
    case 2:
      return Buffer.concat([u16(0, 0x8847), u32(0x00010100), packet]);
    case 3:
      return Buffer.concat([u16(0x1000, 0x88be), u32(1), u32(0x10010001, 0), grammar.ethernet()]);
    default:
      return Buffer.concat([u16(0, type), packet]);
  }
}

/** Ports without a protocol that tshark reads before DNS. */
const ephemeralPorts = [40_000, 40_001, 40_002, 50_000] as const;
const tcpPorts = [53, 443, 80, 22, ...ephemeralPorts] as const;
const udpPorts = [53, 443, 0, 123, 5353, 5355, 40_000, 40_001, 41_000, 52_000, 7] as const;

function tcp(grammar: PacketSource): Buffer {
  const { random } = grammar;
  // Whether a SYN begins a new connection depends on earlier packets, which a cut capture may lack.
  const flags = grammar.pick(grammar.cut ? [16, 24, 17, 20] : [16, 16, 16, 24, 2, 18, 17, 20]);
  const ports = [grammar.pick(tcpPorts), grammar.pick(ephemeralPorts)] as const;
  const options = grammar.pick([Buffer.alloc(0), Buffer.alloc(0), u8(1, 1, 1, 1), u8(2, 4, 5, 180)]);
  const back = random(2);
  const fields = { sourcePort: ports[back] ?? 0, destinationPort: ports[1 - back] ?? 0, flags, options };
  const payload = flags & 2 ? Buffer.alloc(0) : stream(grammar);
  const segment = tcpSegment({ ...fields, sequence: grammar.sequence }, payload);
  // Segments never overlap. tshark and the analysis may disagree on which of two counts as DNS.
  grammar.sequence += payload.length + random(3);
  // tshark reads more than the analysis of a segment that is cut behind its flags.
  return grammar.chance(25) ? segment.subarray(0, random(13)) : segment;
}

function stream(grammar: PacketSource): Buffer {
  switch (grammar.random(7)) {
    case 0:
      return Buffer.alloc(0);
    case 1:
      return clientHello("www.example.org");
    case 2:
    case 3: {
      const messages = Array.from({ length: 1 + grammar.random(3) }, () => dns(grammar));
      const framed = Buffer.concat(messages.map((message) => Buffer.concat([u16(message.length), message])));
      return grammar.chance(2) ? framed : framed.subarray(0, grammar.random(framed.length));
    }
    default:
      return grammar.filler(200);
  }
}

function udp(grammar: PacketSource, lite: boolean): Buffer {
  const { random } = grammar;
  const ports: [number, number] = [grammar.pick(udpPorts), grammar.pick(udpPorts)];
  const tunnel = !lite && grammar.depth < deepest && grammar.chance(6);
  const [port, payload] = tunnel ? datagramTunnel(grammar) : [ports[1], datagram(grammar)];
  const bytes = udpDatagram(tunnel ? 50_000 : ports[0], port, payload);
  if (grammar.chance(12)) bytes.writeUInt16BE(grammar.length(bytes.length), 4);
  return grammar.chance(25) ? bytes.subarray(0, random(12)) : bytes;
}

function datagram(grammar: PacketSource): Buffer {
  const message = dns(grammar);
  switch (grammar.random(4)) {
    case 0:
      return message;
    case 1:
      return message.subarray(0, grammar.random(message.length));
    default:
      return grammar.filler(200);
  }
}

function datagramTunnel(grammar: PacketSource): [port: number, payload: Buffer] {
  grammar.depth += 1;
  const [, packet] = grammar.internet();
  switch (grammar.random(6)) {
    case 0:
    case 1:
      inNetwork(grammar, 100);
      return [4789, Buffer.concat([u8(8, 0, 0, 0, 0, 0, 5, 0), grammar.ethernet()])];
    case 2:
      inNetwork(grammar, 150);
      return [6081, Buffer.concat([u8(0, 0), u16(0x6558), u32(0x500), grammar.ethernet()])];
    case 3: {
      inNetwork(grammar, 150);
      const [carried, content] = grammar.internet();
      return [6081, Buffer.concat([u8(1, 0), u16(carried), u32(0x500, 0), content])];
    }
    case 4:
      return [6635, Buffer.concat([u32(0x00010100), packet])];
    default:
      return [3544, grammar.ipv6()];
  }
}

/** A virtual network has its own addresses: tshark takes two networks with one five-tuple for one. */
function inNetwork(grammar: PacketSource, layer: number): void {
  grammar.layer = layer;
}

const dns = (grammar: PacketSource): Buffer =>
  dnsMessage(
    `host${grammar.random(9)}.example.net`,
    grammar.pick([null, 0, 3]),
    grammar.chance(2) ? [] : [Buffer.from([203, 0, 113, grammar.random(256)])],
  );
