import type { Trouble } from "./trouble.ts";

/** Lengths on the wire, in bytes. */
export interface Amount {
  readonly packets: number;
  readonly bytes: number;
}

/** A service that the VM used, or a service of the VM that another host used. */
export interface Service {
  /** The other host's address. */
  readonly address: string;
  readonly protocol: string;
  /** The service's port; null where the protocol has none. */
  readonly port: number | null;
  readonly service: "remote" | "local";
  /** The other host's name, from TLS or else from DNS; null when the file has neither. */
  readonly name: string | null;
  readonly outbound: Amount;
  readonly inbound: Amount;
}

export interface TopPeer extends Pick<Service, "address" | "protocol" | "port" | "service" | "name"> {
  readonly bytes: number;
  /** Share of all bytes in its direction. */
  readonly share: number;
}

export interface DnsTruth {
  readonly queries: number;
  readonly answers: number;
  /** Answers with a response code other than "no error". */
  readonly failures: number;
  readonly distinctNames: number;
  /** Most queries first, then by name; at most ten. */
  readonly names: readonly { readonly name: string; readonly queries: number; readonly failures: number }[];
}

export interface TcpTruth {
  /** Connections whose SYN is in the file. */
  readonly connections: number;
  readonly established: number;
  /** Null in a capture of one direction, which does not show them. */
  readonly refused: number | null;
  readonly unanswered: number | null;
  /** Number of packets. */
  readonly resets: number;
  /** As Wireshark 4.0 counts them, without packets that the capture has twice. */
  readonly retransmissions: number;
}

export interface ScanTruth {
  readonly scanner: string;
  /** Distinct ports probed; each of them is open, refused or silent. */
  readonly ports: number;
  readonly open: number;
  readonly refused: number;
  readonly silent: number;
}

/**
 * The known contents of a capture file. They come from the makers of its packets, never from the file. Names
 * and DNS messages count only where the file has them whole.
 */
export interface Truth extends Amount {
  readonly vmAddresses: readonly string[];
  /** Packets from and to the VM's own addresses. Packets other than IP are in neither. */
  readonly outbound: Amount;
  readonly inbound: Amount;
  /** Most bytes first; at most ten. */
  readonly services: readonly Service[];
  readonly topPeer: { readonly outbound: TopPeer | null; readonly inbound: TopPeer | null };
  readonly dns: DnsTruth;
  /** Most handshakes first, then by name. */
  readonly tlsServers: readonly { readonly name: string; readonly handshakes: number }[];
  readonly tcp: TcpTruth;
  readonly scan: ScanTruth | null;
  /** What is wrong; null in ordinary traffic, and when limits or filters hide it. */
  readonly trouble: Trouble | null;
}
