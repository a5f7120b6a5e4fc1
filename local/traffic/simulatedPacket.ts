import type { Frame } from "./wire/frame.ts";

/** A frame, with facts that its headers do not contain. The truth about a capture is counted from them. */
export interface SimulatedPacket {
  /** When it passes the VM's network interface, in microseconds since the epoch. */
  readonly at: number;
  readonly frame: Frame;
  readonly tcp?: SegmentFacts;
  readonly dns?: DnsFacts;
  readonly tls?: ServerNameFacts;
}

/** A side of a conversation. */
export type Side = "vm" | "peer";

export interface SegmentFacts {
  /** Identifies the conversation. Another one on the same ports is another object. */
  readonly conversation: object;
  readonly kind: "asks" | "accepts" | "resets" | "other";
  readonly by: Side;
  /** The side that opened the conversation; the service is on the other side. */
  readonly opener: Side;
  /** Whether the VM's network interface has seen this data before. */
  readonly again: boolean;
  /** Part of a port scan. */
  readonly scan: boolean;
}

/** Facts about a DNS message. */
export interface DnsFacts {
  readonly kind: "query" | "answer";
  /** Null where the file truncates it. */
  readonly name: string | null;
  /** Whether it is an error response. */
  readonly failed: boolean;
  /** The addresses in the response. */
  readonly addresses: readonly string[];
  /** Offset of the message in the frame. */
  readonly startsAt: number;
}

/** Facts about a segment with a TLS server name. */
interface ServerNameFacts {
  readonly serverName: string;
  /** Offset of the name's end in the frame. */
  readonly endsAt: number;
}

export type PacketSequence = Generator<SimulatedPacket, void, undefined>;
