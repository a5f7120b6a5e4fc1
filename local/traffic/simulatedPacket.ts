import type { Frame } from "./wire/frame.ts";

/** A frame, and what whoever makes it knows beyond its headers: from that, the truth about a capture is counted. */
export interface SimulatedPacket {
  /** When it passes the VM's network interface, in microseconds since the epoch. */
  readonly at: number;
  readonly frame: Frame;
  readonly tcp?: SegmentFacts;
  readonly dns?: DnsFacts;
  readonly tls?: ServerNameFacts;
}

/** The ends of a conversation. */
export type Side = "vm" | "peer";

export interface SegmentFacts {
  /** Stands for the conversation: another one on the same ports is another object. */
  readonly conversation: object;
  readonly kind: "asks" | "accepts" | "resets" | "other";
  readonly by: Side;
  /** Who asked for the conversation; the service is the other end's. */
  readonly opener: Side;
  /** Whether the VM's network interface has seen its data before. */
  readonly again: boolean;
  /** Part of a port scan. */
  readonly scan: boolean;
}

/** Of a message from or to a name server. */
export interface DnsFacts {
  readonly kind: "query" | "answer";
  /** Null where a file has cut it off. */
  readonly name: string | null;
  /** Whether it says that there is no answer. */
  readonly failed: boolean;
  /** That it answers with. */
  readonly addresses: readonly string[];
  /** Bytes of the frame that lie before the message. */
  readonly startsAt: number;
}

/** Of a segment in which a TLS client names the server that it wants. */
interface ServerNameFacts {
  readonly serverName: string;
  /** Bytes of the frame up to the name's end. */
  readonly endsAt: number;
}

export type PacketSequence = Generator<SimulatedPacket, void, undefined>;
