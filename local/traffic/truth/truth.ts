/** Lengths on the wire, in bytes. */
export interface Amount {
  readonly packets: number;
  readonly bytes: number;
}

/** A service that the VM used, or one of the VM's own that another host used. */
export interface Service {
  /** Of the other host. */
  readonly address: string;
  readonly protocol: string;
  /** Of the service; null where the protocol has none. */
  readonly port: number | null;
  readonly service: "remote" | "local";
  /** Of the other host: as TLS asked for it, or else as DNS answered; null when neither is in the file. */
  readonly name: string | null;
  readonly outbound: Amount;
  readonly inbound: Amount;
}

export interface TopPeer extends Pick<Service, "address" | "protocol" | "port" | "service" | "name"> {
  readonly bytes: number;
  /** Of all bytes in its direction. */
  readonly share: number;
}

export interface DnsTruth {
  readonly queries: number;
  readonly answers: number;
  /** Answers with a response code other than "no error". */
  readonly failures: number;
  readonly distinctNames: number;
  /** The most queries first, then by name; the first ten. */
  readonly names: readonly { readonly name: string; readonly queries: number; readonly failures: number }[];
}

export interface TcpTruth {
  /** Of which the file has the request to open. */
  readonly connections: number;
  readonly established: number;
  readonly refused: number;
  readonly unanswered: number;
  /** Packets. */
  readonly resets: number;
  readonly retransmissions: number;
}

export interface ScanTruth {
  readonly scanner: string;
  /** Different ports tried; each of them is open, refused or silent. */
  readonly ports: number;
  readonly open: number;
  readonly refused: number;
  readonly silent: number;
}

/**
 * What is in a capture file, as those know who made its packets; nothing of it is read from the file. Names and DNS
 * messages count as far as the file has them whole.
 */
export interface Truth extends Amount {
  readonly vmAddresses: readonly string[];
  /** From and to the VM's own addresses; what is not IP is in neither. */
  readonly outbound: Amount;
  readonly inbound: Amount;
  /** The most bytes first; the first ten. */
  readonly services: readonly Service[];
  readonly topPeer: { readonly outbound: TopPeer | null; readonly inbound: TopPeer | null };
  readonly dns: DnsTruth;
  /** The most handshakes first, then by name. */
  readonly tlsServers: readonly { readonly name: string; readonly handshakes: number }[];
  readonly tcp: TcpTruth;
  readonly scan: ScanTruth | null;
}
