import { closeSync, openSync, writeSync } from "node:fs";

const mebibyte = 1024 * 1024;
const fullSize = 1024 * mebibyte;
const recordHeaderBytes = 16;
const batchBytes = 4 * mebibyte;
/** Ethernet, IPv4, and TCP with its timestamps: a segment without data. */
const headerBytes = 66;
const synBytes = 74;
const flags = { fin: 1, syn: 2, push: 8, ack: 16 } as const;
const vm = 0x0a010204;
const firstPeer = 0x2d000000;

/** What a capture of the bench holds, at full size. */
interface BenchTraffic {
  readonly about: string;
  readonly conversations: number;
  /** Conversations that run at one time. */
  readonly open: number;
  /** Bytes of packets of open connections; those of 66 bytes acknowledge. */
  readonly wireLengths: readonly [number, number, number, number];
  /** Packets of a conversation; 0 for as many as there is time for. */
  readonly packets: number;
}

export const benchTraffic = {
  a: {
    about: "mean packet about 730 bytes, 200,000 conversations",
    conversations: 200_000,
    open: 200_000,
    wireLengths: [66, 1400, 1364, 1460],
    packets: 0,
  },
  b: {
    about: "packets of at most 110 bytes, 2,000 conversations",
    conversations: 2000,
    open: 2000,
    wireLengths: [66, 74, 90, 110],
    packets: 0,
  },
  c: {
    about: "packets of full size, 2,000 conversations",
    conversations: 2000,
    open: 2000,
    wireLengths: [1514, 1514, 1514, 66],
    packets: 0,
  },
  d: {
    about: "2 million conversations of four packets",
    conversations: 2_000_000,
    open: 50_000,
    wireLengths: [258, 258, 258, 258],
    packets: 4,
  },
} as const satisfies Record<string, BenchTraffic>;

/**
 * Writes connections of many peers to one VM as they are on a sound network: each begins with its handshake,
 * and from then on both sides send and acknowledge, with sequence numbers that go on. Only checksums are
 * missing.
 */
export function writeBenchCapture(file: string, traffic: BenchTraffic, mebibytes: number): void {
  const size = mebibytes * mebibyte;
  const handle = openSync(file, "w");
  const connections = new Connections(traffic, size / fullSize);
  const batch = Buffer.alloc(batchBytes);
  let used = writeFileHeader(batch);
  for (let written = 0; written + used < size;) {
    while (used + 2048 <= batchBytes && written + used < size) used += connections.write(batch, used);
    writeSync(handle, batch, 0, used);
    written += used;
    used = 0;
  }
  closeSync(handle);
}

function writeFileHeader(batch: Buffer): number {
  batch.writeUInt32LE(0xa1b2c3d4, 0);
  batch.writeUInt16LE(2, 4);
  batch.writeUInt16LE(4, 6);
  batch.writeUInt32LE(262_144, 16);
  batch.writeUInt32LE(1, 20);
  return 24;
}

/** The open connections, and the next packet of one of them. */
class Connections {
  readonly #traffic: BenchTraffic;
  readonly #open: number;
  /** By place: the conversation's number, and the packets that it has sent. */
  readonly #number: Uint32Array;
  readonly #sent: Uint32Array;
  /** By place and side (0 is the peer): its next sequence number, and what the other one acknowledged. */
  readonly #next: Uint32Array;
  readonly #acknowledged: Uint32Array;
  #begun: number;
  #packet = 0;
  #random = 1;

  constructor(traffic: BenchTraffic, share: number) {
    this.#traffic = traffic;
    this.#open = Math.max(Math.round(traffic.open * Math.min(share, 1)), 16);
    this.#number = Uint32Array.from({ length: this.#open }, (_, place) => place);
    this.#begun = this.#open;
    this.#sent = new Uint32Array(this.#open);
    this.#next = Uint32Array.from({ length: 2 * this.#open }, () => this.#draw());
    this.#acknowledged = this.#next.slice();
  }

  /** Writes a packet with its record's header; returns their bytes. */
  write(batch: Buffer, at: number): number {
    const random = this.#draw();
    const place = (random >>> 8) % this.#open;
    const sent = this.#sent[place] ?? 0;
    this.#sent[place] = sent + 1;
    const bytes =
      sent < 3 ? this.#writeHandshake(batch, at, place, sent) : this.#writeSegment(batch, at, place, random);
    this.#packet += 1;
    if (sent + 1 === this.#traffic.packets) this.#replace(place);
    return recordHeaderBytes + bytes;
  }

  #writeHandshake(batch: Buffer, at: number, place: number, step: number): number {
    const side = step === 1 ? 1 : 0;
    const bytes = step === 2 ? headerBytes : synBytes;
    const bits = (step === 2 ? 0 : flags.syn) | (step === 0 ? 0 : flags.ack);
    this.#writeHeaders(batch, at, place, side, bits, bytes);
    if (step < 2) this.#advance(place, side, 1);
    return bytes;
  }

  #writeSegment(batch: Buffer, at: number, place: number, random: number): number {
    const { wireLengths } = this.#traffic;
    const side = (random >>> 7) & 1;
    const other = 2 * place + 1 - side;
    const wanted = wireLengths[(random >>> 30) & 3] ?? headerBytes;
    // Without anything to acknowledge, it would be a duplicate.
    const idle = this.#acknowledged[other] === this.#next[other];
    const bytes = wanted === headerBytes && idle ? wireLengths[1] : wanted;
    const data = bytes - headerBytes;
    this.#writeHeaders(batch, at, place, side, flags.ack | (data > 0 ? flags.push : 0), bytes);
    if (data > 0) writeTlsRecord(batch, at + recordHeaderBytes + headerBytes, data);
    this.#advance(place, side, data);
    return bytes;
  }

  #advance(place: number, side: number, by: number): void {
    this.#next[2 * place + side] = (this.#next[2 * place + side] ?? 0) + by;
  }

  #writeHeaders(batch: Buffer, at: number, place: number, side: number, bits: number, bytes: number): void {
    const frame = at + recordHeaderBytes;
    const microseconds = this.#packet * 150;
    const number = this.#number[place] ?? 0;
    const [own, other] = [2 * place + side, 2 * place + 1 - side];
    const tcpBytes = bytes === synBytes && (bits & flags.syn) !== 0 ? 40 : 32;
    batch.fill(0, at, frame + bytes);
    batch.writeUInt32LE(1_700_000_000 + Math.floor(microseconds / 1e6), at);
    batch.writeUInt32LE(microseconds % 1e6, at + 4);
    batch.writeUInt32LE(bytes, at + 8);
    batch.writeUInt32LE(bytes, at + 12);
    batch.writeUInt16BE(0x0800, frame + 12);
    batch.writeUInt16BE(0x4500, frame + 14);
    batch.writeUInt16BE(bytes - 14, frame + 16);
    batch.writeUInt16BE(this.#packet & 0xffff, frame + 18);
    batch.writeUInt16BE(0x4006, frame + 22);
    batch.writeUInt32BE(firstPeer + number, frame + (side === 0 ? 26 : 30));
    batch.writeUInt32BE(vm, frame + (side === 0 ? 30 : 26));
    batch.writeUInt16BE(1024 + (number % 60_000), frame + (side === 0 ? 34 : 36));
    batch.writeUInt16BE(443, frame + (side === 0 ? 36 : 34));
    batch.writeUInt32BE(this.#next[own] ?? 0, frame + 38);
    if (bits & flags.ack) {
      batch.writeUInt32BE(this.#next[other] ?? 0, frame + 42);
      this.#acknowledged[other] = this.#next[other] ?? 0;
    }
    batch.writeUInt16BE((tcpBytes << 10) | bits, frame + 46);
    batch.writeUInt16BE(65_535, frame + 48);
    writeTcpOptions(batch, frame + 54, tcpBytes, this.#packet);
  }

  #replace(place: number): void {
    this.#number[place] = this.#begun;
    this.#begun += 1;
    this.#sent[place] = 0;
  }

  #draw(): number {
    this.#random = (Math.imul(this.#random, 1_664_525) + 1_013_904_223) >>> 0;
    return this.#random;
  }
}

/** Timestamps (RFC 7323), and in a SYN the largest segment. */
function writeTcpOptions(batch: Buffer, at: number, tcpBytes: number, time: number): void {
  batch.writeUInt32BE(0x0101080a, at);
  batch.writeUInt32BE(time >>> 3, at + 4);
  if (tcpBytes === 40) batch.writeUInt32BE(0x020405b4, at + 12);
}

/** Application data, which the header of a record begins. */
function writeTlsRecord(batch: Buffer, at: number, bytes: number): void {
  if (bytes < 5) return;
  batch.writeUInt8(0x17, at);
  batch.writeUInt16BE(0x0303, at + 1);
  batch.writeUInt16BE(bytes - 5, at + 3);
}
