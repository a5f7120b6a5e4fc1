import type { AlertMoment } from "../before/alertMoment.ts";
import type { BeforeTraffic } from "../before/beforeTraffic.ts";
import type { Finding } from "../findings/finding.ts";
import type { Direction } from "../flows/ledger.ts";

/** Entries of each list in a summary, at most. */
export const listLength = 10;

export interface PacketCount {
  readonly packets: number;
  /** On the wire, link-layer headers included. */
  readonly bytes: number;
}

export interface TrafficEnd {
  /** IPv4, or IPv6 as RFC 5952 writes it. */
  readonly address: string;
  /** The server name of TLS, or the name that DNS resolved to the address; at most 100 characters. */
  readonly name: string | null;
}

/** A host, whichever side it is on. */
export interface Talker extends TrafficEnd {
  /** One of the VM's own addresses. */
  readonly local: boolean;
  readonly sent: PacketCount;
  readonly received: PacketCount;
}

/** A service that the VM used, or a client of one of its own services. */
export interface Peer extends TrafficEnd {
  /** "TCP", "UDP", "ICMP", …, or "protocol 99". */
  readonly protocol: string;
  /** The service's; null when the protocol has no ports. */
  readonly port: number | null;
  /** Whether the service is the remote host's or the VM's own. */
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
  /** The VM's side, if one side is the VM. */
  readonly a: ConversationEnd;
  readonly b: ConversationEnd;
  readonly direction: "with the VM" | "internal" | "elsewhere";
  readonly fromAToB: PacketCount;
  readonly fromBToA: PacketCount;
}

export interface AskedDnsName {
  readonly name: string;
  readonly queries: number;
  /** Answers with a response code other than 0. */
  readonly failures: number;
  /** A few of the addresses in its answers. */
  readonly addresses: readonly string[];
}

export interface DnsServerUse {
  readonly address: string;
  readonly queries: number;
  readonly responses: number;
  /** What 95% of the responses took at most, in milliseconds; null without any. */
  readonly p95Ms: number | null;
}

export interface TlsServer {
  readonly name: string;
  readonly handshakes: number;
  readonly addresses: readonly string[];
}

/** The direction that an alert is about. */
export type Question = "outbound" | "inbound";

/** The largest peer in the direction that the alert is about, as data. */
export interface Answer {
  readonly asked: Question;
  /** The time that it is about, ISO 8601: the window that the rule evaluated; null: all of the traffic. */
  readonly window: { readonly from: string; readonly to: string } | null;
  /** The peer's share of the bytes in that direction, from 0 to 1. */
  readonly share: number;
  /** Share of all bytes that any peer may lack; 0 up to one percent. With it `share` is the least. */
  readonly missing: number;
  /** Whether the share is large enough to answer the question, and no other peer can have more. */
  readonly telling: boolean;
  readonly peer: Peer;
}

/** How fast a TCP service answers. Times are in milliseconds, within 3%; null without any. */
export interface ServiceSpeed extends TrafficEnd {
  readonly port: number;
  /** Whether the service is the remote host's or the VM's own. */
  readonly service: "remote" | "local";
  readonly handshakes: number;
  /** From the SYN to the acknowledgment that completes the handshake. */
  readonly handshakeMs: { readonly median: number; readonly p95: number } | null;
  readonly requests: number;
  /** From the end of a request to the first byte of its reply. */
  readonly firstByteMs: { readonly median: number; readonly p95: number } | null;
}

/** The summary of a capture: plain JSON of at most 16 KiB in UTF-8, whatever the capture (fitSummary.ts). */
export interface CaptureSummary {
  /** One sentence of at most 120 characters without a full stop: what every output begins with. */
  readonly lead: string;
  /** The finding that the lead states, the first of its kind in `findings`; null when nothing stands out. */
  readonly leading: (Pick<Finding, "kind" | "severity"> & { readonly weight: number }) | null;
  /** At most 12 in 5 KiB, the gravest first. */
  readonly findings: readonly Finding[];
  readonly file: {
    readonly format: "pcap" | "pcapng" | null;
    readonly bytes: number;
    readonly linkTypes: readonly string[];
    /**
     * "cut": the file ends within a record, as at its size limit. "damaged": nothing behind `atByte` was
     * read.
     */
    readonly ending: "complete" | "cut" | "damaged";
    /** Where the cut or damaged record begins. */
    readonly atByte: number | null;
    readonly detail: string | null;
  };
  /** Null where only the capture itself was read. */
  readonly before: BeforeTraffic | null;
  /** Null where there is no alert, or where it does not say when it fired. */
  readonly moment: AlertMoment | null;
  /** Null without any bytes in the direction that is asked about. */
  readonly answer: Answer | null;
  readonly packets: number;
  /** Bytes on the wire. */
  readonly bytes: number;
  /** Bytes kept in the capture file. */
  readonly capturedBytes: number;
  /** Bytes kept of the packet of which the capture file keeps most. */
  readonly largestPacketBytes: number;
  /** Packets that are truncated in the capture file; those from before are cut to their headers anyway. */
  readonly shortenedPackets: number;
  /** ISO 8601, UTC, with nanoseconds; the earliest and the latest, in whatever order they are in the file. */
  readonly firstPacketAt: string | null;
  readonly lastPacketAt: string | null;
  readonly durationSeconds: number;
  /** Over the whole duration; null when that is 0. */
  readonly packetsPerSecond: number | null;
  readonly bitsPerSecond: number | null;
  readonly timeline: {
    /** Of the first packet, which may be one from before the capture. */
    readonly startsAt: string | null;
    readonly bucketSeconds: number;
    /** How many buckets, from the first, ended before the capture did; at least 1, if there are any. */
    readonly complete: number;
    readonly packets: readonly number[];
    readonly bytes: readonly number[];
    /** Bytes whose source, or destination, is the VM; null where its addresses are unknown. */
    readonly sent: readonly number[] | null;
    readonly received: readonly number[] | null;
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
    /** Pairs of addresses, and five-tuples; a new connection on ports used before counts again. */
    readonly counts: Readonly<Record<"ip" | "ipv6" | "tcp" | "udp", number>>;
    readonly top: readonly Conversation[];
  };
  /**
   * False after there were more flows or addresses than fit in memory, or packets that could not be read:
   * small flows were dropped, and counts are lower bounds.
   */
  readonly exact: boolean;
  /** Bytes that any talker, peer or conversation may lack at most; 0 when exact. */
  readonly missableBytes: number;
  /** Packets that count in the totals, but belong to an interface of which the file has too many. */
  readonly unreadPackets: number;
  readonly tcp: {
    /** Connections whose beginning was seen. */
    readonly connections: number;
    readonly established: number;
    /** Null when unknown: in a capture of one direction, and when packets are cut before their flags. */
    readonly refused: number | null;
    readonly unanswered: number | null;
    /** Established ones without the last step of the handshake. */
    readonly halfOpen: number | null;
    /** The following are packets; copies count nowhere else. The names are Wireshark's `tcp.analysis`. */
    readonly resets: number;
    /** With the fast and the spurious ones. */
    readonly retransmissions: number;
    readonly fastRetransmissions: number;
    readonly spuriousRetransmissions: number;
    readonly outOfOrder: number;
    readonly zeroWindows: number;
    /** Null when unknown: the options of a SYN are cut, and with them the window's scale. */
    readonly windowFull: number | null;
    readonly lostSegments: number;
    readonly ackedLostSegments: number;
    readonly duplicateAcks: number;
    readonly keepAlives: number;
    /** Packets that the capture holds twice. */
    readonly copies: number;
  };
  /** At most five services, those with the most handshakes and requests. */
  readonly latency: readonly ServiceSpeed[];
  readonly dns: {
    readonly queries: number;
    readonly responses: number;
    readonly failures: number;
    /** Responses of servers at port 53 by code, without copies. */
    readonly responseCodes: Readonly<
      Record<"noError" | "nxDomain" | "servFail" | "refused" | "other", number>
    >;
    /** Questions that got no response in time; null when the capture has one direction only. */
    readonly unanswered: number | null;
    /** At most three, the busiest first. */
    readonly servers: readonly DnsServerUse[];
    /** A lower bound when not exact. */
    readonly distinctNames: number;
    readonly exact: boolean;
    readonly names: readonly AskedDnsName[];
  };
  readonly tlsServers: readonly TlsServer[];
}
