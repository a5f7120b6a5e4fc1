import { pcapFile } from "../packets/captureFiles.ts";
import { frame } from "../packets/linkFrames.ts";
import { ipv4Address, tcpFlags, u8, u16, u32 } from "../packets/wire.ts";

const { syn, ack, reset, fin, push } = tcpFlags;

/** An IPv4 packet with its time in milliseconds. */
export interface TimedPacket {
  readonly at: number;
  readonly bytes: Buffer;
}

interface SegmentFields {
  /** Relative to the side's initial sequence number, whose SYN is 0. */
  readonly sequence?: number;
  /** Relative to that of the other side; the flag is set with it. */
  readonly acknowledged?: number;
  readonly flags?: number;
  readonly window?: number;
  readonly payload?: Buffer | number;
}

type Side = "client" | "server";
const initial: Readonly<Record<Side, number>> = { client: 1_000_000, server: 2_000_000 };
const other: Readonly<Record<Side, Side>> = { client: "server", server: "client" };

/** Writes the packets of one TCP connection, at the times and with the numbers that a test says. */
export class TcpTalk {
  readonly packets: TimedPacket[] = [];
  /** What each side sends next. */
  readonly next: Record<Side, number> = { client: 0, server: 0 };
  /** From 1: a packet that is sent again has another one. */
  #identification = 0;
  readonly #ends: Readonly<Record<Side, readonly [address: string, port: number]>>;

  /** @param client "10.1.2.4:50000" */
  constructor(client: string, server: string) {
    const end = (text: string) => [text.split(":")[0] ?? "", Number(text.split(":")[1])] as const;
    this.#ends = { client: end(client), server: end(server) };
  }

  /** A segment with these numbers, whatever was sent before. */
  segment(at: number, from: Side, fields: SegmentFields = {}): this {
    const {
      sequence = this.next[from],
      acknowledged = this.next[other[from]],
      flags = ack,
      window = 8192,
    } = fields;
    const { payload = 0 } = fields;
    const data = typeof payload === "number" ? Buffer.alloc(payload, 120) : payload;
    const [[source, sourcePort], [destination, destinationPort]] = [
      this.#ends[from],
      this.#ends[other[from]],
    ];
    const header = Buffer.concat([
      u16(sourcePort, destinationPort),
      u32(initial[from] + sequence, flags & ack ? initial[other[from]] + acknowledged : 0),
      u8(0x50, flags),
      u16(window, 0, 0),
    ]);
    this.#identification += 1;
    const bytes = Buffer.concat([
      u8(0x45, 0),
      u16(40 + data.length, this.#identification, 0x4000),
      u8(64, 6),
      u16(0),
      ipv4Address(source),
      ipv4Address(destination),
      header,
      data,
    ]);
    this.packets.push({ at, bytes });
    const length = data.length + (flags & syn ? 1 : 0) + (flags & fin ? 1 : 0);
    this.next[from] = Math.max(this.next[from], sequence + length);
    return this;
  }

  /** SYN, SYN-ACK, ACK, in this many milliseconds. */
  open(at: number, roundTrip = 10): this {
    return this.segment(at, "client", { flags: syn })
      .segment(at + roundTrip * 0.9, "server", { flags: syn | ack })
      .segment(at + roundTrip, "client");
  }

  send(at: number, from: Side, payload: Buffer | number): this {
    return this.segment(at, from, { flags: ack | push, payload });
  }

  acknowledge(at: number, from: Side): this {
    return this.segment(at, from);
  }

  reset(at: number, from: Side): this {
    return this.segment(at, from, { flags: reset | ack });
  }

  /** FINs of both sides, the client's first. */
  close(at: number): this {
    return this.segment(at, "client", { flags: fin | ack })
      .segment(at + 1, "server", { flags: fin | ack })
      .segment(at + 2, "client");
  }
}

/** A capture of these packets in the order of their times; a second in it begins at 0 ms. */
export function captureOfTalks(
  talks: readonly { readonly packets: readonly TimedPacket[] }[],
  kept = Infinity,
): Buffer {
  const packets = talks.flatMap((talk) => talk.packets).sort((one, next) => one.at - next.at);
  const written = packets.map(({ at, bytes }) => {
    const whole = frame("ethernet", 0x0800, [], bytes);
    const nanoseconds = Math.round((at % 1000) * 1e6);
    return {
      seconds: 1_700_000_000 + Math.floor(at / 1000),
      nanoseconds,
      frame: whole,
      kept: Math.min(whole.length, kept),
    };
  });
  return pcapFile(written, { link: 1, littleEndian: true, nanoseconds: true });
}
