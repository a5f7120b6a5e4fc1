import { icmpError, icmpReason, icmpReasonOf } from "../protocols/icmp.ts";
import { IpHeader, ipVersion, type IpAddressNumbers } from "../protocols/ip.ts";
import { ipProtocol } from "../protocols/ipProtocol.ts";
import { readIpv4 } from "../protocols/ipv4.ts";
import { readIpv6 } from "../protocols/ipv6.ts";
import { Packet } from "../protocols/packet.ts";
import { udpHeader } from "../protocols/udp.ts";
import { dropLimit } from "../tables/dropLimit.ts";
import { KeyIndex } from "../tables/keyIndex.ts";
import type { NumberHash } from "../tables/keyedHash.ts";
import type { ErrorMessage } from "./errorMessage.ts";

const messagesKept = 4096;
const framesKept = 3;

/** A line's numbers: offsets in `#numbers`. */
const field = {
  count: 0,
  firstAt: 1,
  lastAt: 2,
  source: 3,
  several: 4,
  ports: 5,
  mtu: 6,
  frames: 7,
  size: 7 + framesKept,
} as const;

/** Bits: whether later messages quote other sources, or other ports. */
const several = { sources: 1, ports: 2 } as const;

/** The first number of a key: bits from which on its parts stand. */
const part = { type: 1, code: 9, protocol: 17, ported: 25, inner: 26 } as const;
/** The last number of a key: the service's port, and whether it is the destination's. */
const atDestination = 0x10000;

/**
 * Counts the error messages of ICMP and ICMPv6 with what they quote, in bounded memory: when full, it drops
 * the rarer ones.
 */
export class ErrorMessages {
  total = 0;
  readonly #addresses: IpAddressNumbers;
  readonly #index: KeyIndex;
  readonly #numbers = new Float64Array(messagesKept * field.size);
  readonly #quoted = new Packet();
  readonly #header = new IpHeader();

  constructor(addresses: IpAddressNumbers, hash: NumberHash) {
    this.#addresses = addresses;
    this.#index = new KeyIndex(messagesKept, hash);
  }

  /**
   * @param packet stands at the message, and stays there
   * @param reporter header of the message
   * @param inner whether it came through a tunnel
   */
  take(packet: Packet, { version, source: reporter }: IpHeader, inner: boolean): void {
    if (!packet.has(icmpError.quote + 1)) return;
    const { view, offset } = packet;
    const type = view.getUint8(offset + icmpError.type);
    const code = view.getUint8(offset + icmpError.code);
    const reason = icmpReasonOf(version, type, code);
    if (reason === icmpReason.other || !this.#readQuoted(packet, version)) return;
    this.total += 1;
    const ports = this.#ports();
    const { source, destination, protocol } = this.#header;
    const kind =
      version |
      (type << part.type) |
      (code << part.code) |
      (protocol << part.protocol) |
      (ports < 0 ? 0 : 1 << part.ported) |
      (inner ? 1 << part.inner : 0);
    const line = this.#lineOf(kind, reporter, destination, serviceOf(ports));
    if (line < 0) return;
    this.#count(line, packet, source, ports);
    if (reason === icmpReason.tooBig) this.#noteMtu(line, packet, version);
  }

  /** What was counted, in the order it came. */
  list(): ErrorMessage[] {
    return Array.from({ length: this.#index.count }, (_, line) => this.#read(line));
  }

  /** Reads the header that a message quotes; false when it is cut. */
  #readQuoted(packet: Packet, version: number): boolean {
    const quoted = this.#quoted;
    quoted.view = packet.view;
    quoted.offset = packet.offset + icmpError.quote;
    quoted.capturedEnd = packet.capturedEnd;
    quoted.wireEnd = packet.wireEnd;
    const read = version === ipVersion.ipv4 ? readIpv4 : readIpv6;
    return read(quoted, this.#header, this.#addresses);
  }

  /** Both ports that are quoted in one number; -1 without any. */
  #ports(): number {
    const { protocol, laterFragment } = this.#header;
    const ported =
      protocol === ipProtocol.tcp ||
      protocol === ipProtocol.udp ||
      protocol === ipProtocol.udpLite ||
      protocol === ipProtocol.sctp;
    const quoted = this.#quoted;
    if (!ported || laterFragment || !quoted.has(udpHeader.destinationPort + 2)) return -1;
    return quoted.view.getUint32(quoted.offset + udpHeader.sourcePort);
  }

  #lineOf(kind: number, reporter: number, destination: number, service: number): number {
    const index = this.#index;
    const { count } = index;
    let line = index.place(kind, reporter, destination, service);
    if (line < 0 && index.full) {
      this.#makeRoom();
      line = index.place(kind, reporter, destination, service);
    } else if (index.count === count) return line;
    if (line >= 0) this.#numbers.fill(0, line * field.size, (line + 1) * field.size);
    return line;
  }

  #count(line: number, { number, at }: Packet, source: number, ports: number): void {
    const numbers = this.#numbers;
    const base = line * field.size;
    const count = numbers[base + field.count] ?? 0;
    if (count === 0) {
      numbers[base + field.firstAt] = at;
      numbers[base + field.source] = source;
      numbers[base + field.ports] = ports;
    } else {
      const sources = numbers[base + field.source] === source ? 0 : several.sources;
      const portPairs = numbers[base + field.ports] === ports ? 0 : several.ports;
      numbers[base + field.several] = (numbers[base + field.several] ?? 0) | sources | portPairs;
    }
    noteFrame(numbers, base + field.frames, number);
    numbers[base + field.lastAt] = at;
    numbers[base + field.count] = count + 1;
  }

  #noteMtu(line: number, { view, offset }: Packet, version: number): void {
    const mtu =
      version === ipVersion.ipv4
        ? view.getUint16(offset + icmpError.mtu)
        : view.getUint32(offset + icmpError.mtuOfIpv6);
    const at = line * field.size + field.mtu;
    const known = this.#numbers[at] ?? 0;
    if (known === 0 || (mtu > 0 && mtu < known)) this.#numbers[at] = mtu;
  }

  /** Drops the lines with the fewest messages. */
  #makeRoom(): void {
    const index = this.#index;
    const numbers = this.#numbers;
    const countOf = (line: number) => numbers[line * field.size + field.count] ?? 0;
    const lines = index.count;
    const limit = dropLimit(lines, countOf);
    index.clear();
    for (let line = 0; line < lines; line += 1) {
      if (countOf(line) < limit) continue;
      const words = [0, 1, 2, 3].map((word) => index.word(line, word));
      const [kind = 0, reporter = 0, destination = 0, service = 0] = words;
      const kept = index.place(kind, reporter, destination, service);
      if (kept >= 0) numbers.copyWithin(kept * field.size, line * field.size, (line + 1) * field.size);
    }
  }

  #read(line: number): ErrorMessage {
    const word = (number: number) => this.#index.word(line, number);
    const number = (name: Exclude<keyof typeof field, "size">) =>
      this.#numbers[line * field.size + field[name]] ?? 0;
    const kind = word(0);
    const [version, type, code] = [kind & 1, (kind >>> part.type) & 0xff, (kind >>> part.code) & 0xff];
    const ports = number("ports");
    const ported = ((kind >>> part.ported) & 1) === 1;
    const frames = line * field.size + field.frames;
    return {
      version,
      type,
      code,
      reason: icmpReasonOf(version, type, code),
      reporter: word(1),
      source: number("source"),
      destination: word(2),
      severalSources: (number("several") & several.sources) !== 0,
      severalPorts: (number("several") & several.ports) !== 0,
      protocol: (kind >>> part.protocol) & 0xff,
      ports: ported ? { source: Math.floor(ports / 0x10000), destination: ports % 0x10000 } : null,
      service: ported ? { port: word(3) & 0xffff, atDestination: (word(3) & atDestination) !== 0 } : null,
      inner: ((kind >>> part.inner) & 1) === 1,
      mtu: number("mtu"),
      count: number("count"),
      firstAt: number("firstAt"),
      lastAt: number("lastAt"),
      frames: [...this.#numbers.subarray(frames, frames + framesKept)].filter((frame) => frame > 0),
    };
  }
}

/** Keeps the numbers of the first few frames, each once. */
function noteFrame(numbers: Float64Array, from: number, frame: number): void {
  for (let at = from; at < from + framesKept; at += 1) {
    if (numbers[at] === frame) return;
    if (numbers[at] !== 0) continue;
    numbers[at] = frame;
    return;
  }
}

/** The lower port, marked when it is the destination's, so that all clients of a service share a line. */
function serviceOf(ports: number): number {
  if (ports < 0) return 0;
  const [source, destination] = [ports >>> 16, ports & 0xffff];
  return destination <= source ? destination | atDestination : source;
}
