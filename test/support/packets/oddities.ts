import { frame } from "./linkFrames.ts";
import {
  dnsMessage,
  icmpEcho,
  ipv4Packet,
  ipv6Packet,
  tcpFlags,
  tcpSegment,
  u8,
  u16,
  u32,
  udpDatagram,
  type Ipv4Fields,
} from "./wire.ts";

const { syn, ack, fin, reset } = tcpFlags;

/** Makes the packets of one case, between addresses that no other case uses. */
class Case {
  readonly #number: number;

  constructor(number: number) {
    this.#number = number;
  }

  ip(protocol: number, payload: Buffer, fields: Partial<Ipv4Fields> = {}): Buffer {
    const [source, destination] = [`10.0.${this.#number}.1`, `10.0.${this.#number}.2`];
    return ipv4Packet({ source, destination, protocol, ...fields }, payload);
  }

  /** A segment from port 1000. */
  out(sequence: number, flags: number, payload: Buffer = Buffer.alloc(0), destinationPort = 2000): Buffer {
    return this.ip(6, tcpSegment({ sourcePort: 1000, destinationPort, sequence, flags }, payload));
  }

  back(sequence: number, flags: number): Buffer {
    const [source, destination] = [`10.0.${this.#number}.2`, `10.0.${this.#number}.1`];
    const fields = { sourcePort: 2000, destinationPort: 1000, sequence, flags };
    return this.ip(6, tcpSegment(fields, Buffer.alloc(0)), { source, destination });
  }

  udp(payload: Buffer, destinationPort = 2000): Buffer {
    return this.ip(17, udpDatagram(1000, destinationPort, payload));
  }

  six(protocol: number, payload: Buffer, extensions: readonly (readonly [number, Buffer])[] = []): Buffer {
    const [source, destination] = [`fd00::${this.#number}:1`, `fd00::${this.#number}:2`];
    return ipv6Packet({ source, destination, protocol, extensions }, payload);
  }
}

function changed(packet: Buffer, at: number, value: number): Buffer {
  const copy = Buffer.from(packet);
  copy[at] = value;
  return copy;
}

const text = Buffer.alloc(30, 0x41);
const question = dnsMessage("a.example", null);
const framed = Buffer.concat([u16(question.length), question]);
const authentication = Buffer.concat([u8(4), u16(0), u32(1, 1, 1, 1, 1)]);
const inner = ipv4Packet(
  { source: "1.1.1.1", destination: "2.2.2.2", protocol: 17 },
  udpDatagram(7, 8, text),
);

const connections: readonly ((c: Case) => Buffer[])[] = [
  (c) => [c.out(100, syn), c.back(500, syn | ack), c.out(101, ack), c.out(900, syn), c.back(7000, syn | ack)],
  (c) => [c.out(100, syn), c.out(100, syn), c.back(0, reset | ack), c.out(100, syn), c.back(0, reset | ack)],
  (c) => [c.out(100, syn), c.out(101, fin | ack), c.back(501, fin | ack), c.out(100, syn)],
  (c) => [c.out(100, ack, text), c.back(500, ack), c.out(4000, syn)],
  (c) => [c.out(100, ack), c.back(500, syn)],
  (c) => [c.out(100, syn), c.back(500, syn), c.back(500, syn | ack)],
  (c) => [c.back(500, syn | ack), c.out(100, syn), c.back(600, syn | ack)],
  (c) => [c.out(1, ack, Buffer.concat([framed, framed]), 53)],
  (c) => [c.out(1, ack, framed.subarray(0, 20), 53), c.out(21, ack, framed.subarray(20), 53)],
  (c) => [c.out(1, ack, framed, 53), c.out(1, ack, framed, 53)],
  (c) => [c.out(1, ack, u8(0), 53), c.out(2, ack, Buffer.alloc(20), 53)],
];

const headers: readonly ((c: Case) => Buffer[])[] = [
  (c) => [c.ip(1, Buffer.concat([u8(3, 1), u16(0, 0, 0), inner]))],
  (c) => [c.ip(58, icmpEcho(128, text))],
  (c) => [0, 10, 24].map((length) => changed(changed(c.out(1, ack, text), 2, 0), 3, length)),
  (c) => [
    changed(c.out(1, ack, text), 2, 9),
    changed(c.out(1, ack), 0, 0x44),
    changed(c.out(1, ack), 0, 0x55),
  ],
  (c) => [changed(c.out(1, ack, text), 32, 0x40), changed(c.out(1, ack, text), 32, 0xf0)],
  (c) => [0, 4, 200].map((length) => changed(c.udp(text), 25, length)),
  (c) => [0, 1, 3, 4, 11, 12, 20].map((length) => c.udp(Buffer.alloc(length, 0xff), 53)),
  (c) => [c.ip(51, Buffer.concat([u8(17), authentication, udpDatagram(1000, 2000, text)]))],
  (c) => [c.ip(17, udpDatagram(1, 2, text), { destination: "10.0.99.9", source: "10.0.99.9" })],
];

/** Ethernet frames that are rare or broken, or that tshark reads in an unexpected way. */
export function oddities(): Buffer[] {
  const old = [...connections, ...headers].flatMap((make, index) => make(new Case(index)));
  const tags = [[0x8100, 0x8100], [0x9100], [0x88a8], [0x88a8, 0x8100]];
  const last = new Case(100);
  const snap = Buffer.concat([u8(0xaa, 0xaa, 3, 0, 0, 0), u16(0x0800), last.udp(text)]);
  const fragment: [number, Buffer] = [44, Buffer.concat([u8(0), u16(0), u32(9)])];
  const six = [
    last.six(17, udpDatagram(1, 2, text), [fragment]),
    last.six(17, udpDatagram(1, 2, text), [[51, authentication]]),
    last.six(59, text),
    last.six(50, text),
    last.six(1, icmpEcho(8, text)),
  ];
  return [
    ...old.map((packet) => frame("ethernet", 0x0800, [], packet)),
    ...tags.map((tagged) => frame("ethernet", 0x0800, tagged, last.udp(text))),
    frame("ethernet", snap.length, [], snap),
    ...six.map((packet) => frame("ethernet", 0x86dd, [], packet)),
    frame("ethernet", 0x0800, [], six[0] ?? text),
    frame("ethernet", 0x86dd, [], last.udp(text)),
  ];
}
