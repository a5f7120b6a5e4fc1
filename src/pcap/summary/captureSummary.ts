import type { Direction } from "../flows/ledger.ts";

export interface PacketCount {
  readonly packets: number;
  /** On the wire, link-layer headers included. */
  readonly bytes: number;
}

export interface TrafficEnd {
  /** IPv4, or IPv6 as RFC 5952 writes it. */
  readonly address: string;
  /** As TLS asked for it, or as DNS answered; at most 100 characters. */
  readonly name: string | null;
}

/** A host, whichever side it is on. */
export interface Talker extends TrafficEnd {
  /** One of the VM's own addresses. */
  readonly local: boolean;
  readonly sent: PacketCount;
  readonly received: PacketCount;
}

/** A service that the VM used, or that another host used on the VM. */
export interface Peer extends TrafficEnd {
  /** "TCP", "UDP", "ICMP", …, or "protocol 99". */
  readonly protocol: string;
  /** Of the service; null where the protocol has none. */
  readonly port: number | null;
  /** Whose service: the remote host's, or the VM's own, which the remote host used. */
  readonly service: "remote" | "local";
  readonly outbound: PacketCount;
  readonly inbound: PacketCount;
}

export interface ServicePort {
  readonly protocol: string;
  readonly port: number;
  readonly service: "remote" | "local";
  readonly outbound: PacketCount;
  readonly inbound: PacketCount;
}

export interface ConversationEnd extends TrafficEnd {
  readonly port: number | null;
}

export interface Conversation {
  readonly protocol: string;
  /** The VM's own side where it has one. */
  readonly a: ConversationEnd;
  readonly b: ConversationEnd;
  readonly direction: "with the VM" | "internal" | "elsewhere";
  readonly fromAToB: PacketCount;
  readonly fromBToA: PacketCount;
}

export interface AskedDnsName {
  readonly name: string;
  readonly queries: number;
  /** Answers with a response code other than "no error". */
  readonly failures: number;
  /** Of its answers, a few. */
  readonly addresses: readonly string[];
}

export interface TlsServer {
  readonly name: string;
  readonly handshakes: number;
  readonly addresses: readonly string[];
}

/** What the alert asks about. */
export type Question = "outbound" | "inbound";

/** What the headline says, for those who put it in words of their own. */
export interface Answer {
  readonly asked: Question;
  /** The peer's, of the bytes in the direction asked about. */
  readonly share: number;
  /** Whether the share is large enough to be an answer. */
  readonly telling: boolean;
  readonly peer: Peer;
}

/** Something that a share of bytes does not show, and that is more than a VM at ordinary work makes. */
export interface Remark {
  readonly kind: "ports-tried" | "hosts-tried" | "failing-names";
  /** One sentence without a full stop. */
  readonly text: string;
  /** Wireshark's display filter for its packets. */
  readonly filter: string;
}

/** What a capture says: plain JSON of at most 16 KiB in UTF-8, whatever the capture (fitSummary.ts). */
export interface CaptureSummary {
  readonly file: {
    readonly format: "pcap" | "pcapng" | null;
    readonly bytes: number;
    readonly linkTypes: readonly string[];
    /** "cut": ends within a record, as a capture does at its size limit. "damaged": nothing behind `atByte` was read. */
    readonly ending: "complete" | "cut" | "damaged";
    /** Where the record begins that is cut or damaged. */
    readonly atByte: number | null;
    readonly detail: string | null;
  };
  /** The answer to the question asked, in one sentence; null without any IP packets. */
  readonly headline: string | null;
  /** Null where the headline names no peer. */
  readonly answer: Answer | null;
  /** At most nine. */
  readonly remarks: readonly Remark[];
  readonly packets: number;
  /** On the wire. */
  readonly bytes: number;
  /** Kept in the file. */
  readonly capturedBytes: number;
  /** Packets of which the file has only the beginning. */
  readonly shortenedPackets: number;
  /** ISO 8601, UTC, down to the nanosecond; the earliest and the latest, in whatever order they are in the file. */
  readonly firstPacketAt: string | null;
  readonly lastPacketAt: string | null;
  readonly durationSeconds: number;
  /** Over the whole duration; null when that is 0. */
  readonly packetsPerSecond: number | null;
  readonly bitsPerSecond: number | null;
  readonly timeline: {
    readonly startsAt: string | null;
    readonly bucketSeconds: number;
    readonly packets: readonly number[];
    readonly bytes: readonly number[];
  };
  readonly localAddresses: {
    readonly source: "given" | "inferred" | "unknown";
    readonly addresses: readonly string[];
  };
  /** IP packets only. */
  readonly directions: Readonly<Record<Direction, PacketCount>>;
  /** Headers found, per protocol; a packet with two VLAN tags counts twice under `vlan`. */
  readonly protocols: Readonly<
    Record<"eth" | "vlan" | "arp" | "ip" | "ipv6" | "tcp" | "udp" | "icmp" | "icmpv6" | "dns", number>
  >;
  /** By IP protocol, the most bytes first. */
  readonly protocolMix: readonly (PacketCount & { readonly protocol: string })[];
  readonly talkers: readonly Talker[];
  readonly peers: readonly Peer[];
  readonly ports: readonly ServicePort[];
  readonly conversations: {
    /** Pairs of addresses, and five-tuples; a connection on ports used before counts anew. */
    readonly counts: Readonly<Record<"ip" | "ipv6" | "tcp" | "udp", number>>;
    readonly top: readonly Conversation[];
  };
  /** False once there were more flows than fit in memory: the small ones were let go, and counts are lower bounds. */
  readonly exact: boolean;
  /** What any one talker, peer or conversation may lack at most; 0 when exact. */
  readonly missableBytes: number;
  readonly tcp: {
    /** Connections whose beginning was seen. */
    readonly connections: number;
    readonly established: number;
    readonly refused: number;
    readonly unanswered: number;
    /** Packets. */
    readonly resets: number;
    readonly retransmissions: number;
    readonly outOfOrder: number;
  };
  readonly dns: {
    readonly queries: number;
    readonly responses: number;
    readonly failures: number;
    /** Not fewer than this, where not exact. */
    readonly distinctNames: number;
    readonly exact: boolean;
    readonly names: readonly AskedDnsName[];
  };
  readonly tlsServers: readonly TlsServer[];
}
