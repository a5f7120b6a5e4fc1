import type { Trouble } from "./truth/trouble.ts";
import type { Frame } from "./wire/frame.ts";

/** A frame, with facts that its headers do not contain. The truth about a capture is counted from them. */
export interface SimulatedPacket {
  /** When it passes the VM's network interface, in microseconds since the epoch. */
  readonly at: number;
  readonly frame: Frame;
  readonly tcp?: SegmentFacts;
  readonly dns?: DnsFacts;
  readonly tls?: ServerNameFacts;
  readonly trouble?: TroubleFacts;
  /** A second sight of the packet before, with a shorter time to live. */
  readonly copy?: true;
}

/** A side of a conversation. */
export type Side = "vm" | "peer";

/**
 * How Wireshark 4.0 counts a segment with data that was sent before. Fast retransmissions are retransmissions
 * there, too.
 */
export type Repetition = "plain" | "fast";

export interface SegmentFacts {
  /** Identifies the conversation. Another one on the same ports is another object. */
  readonly conversation: object;
  readonly kind: "asks" | "accepts" | "resets" | "other";
  readonly by: Side;
  /** The side that opened the conversation; the service is on the other side. */
  readonly opener: Side;
  /** How it repeats data; null where it does not. */
  readonly again: Repetition | null;
  readonly dataBytes: number;
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

/** Marks of those packets of a trouble that are in a file. */
export interface TroubleMarks {
  readonly packets: readonly SimulatedPacket[];
  readonly values: (mark: string) => readonly number[];
  readonly count: (mark: string) => number;
}

/** What a packet adds to the trouble of a scenario. */
export interface TroubleFacts {
  /** Tells the trouble; the same function for all its packets. Null when they show none. */
  readonly tell: (marks: TroubleMarks) => Trouble | null;
  readonly mark: string;
  readonly value: number;
}

export type PacketSequence = Generator<SimulatedPacket, void, undefined>;
