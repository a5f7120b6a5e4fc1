/** The least severity that an analysis should give to the trouble. */
type Severity = "critical" | "warning" | "note";

interface Told<Kind extends string, Expected extends Severity> {
  readonly kind: Kind;
  readonly expectedSeverity: Expected;
}

/** The service that the trouble is about: the peer's or the VM's own. */
interface WithPeer {
  readonly peer: string;
  readonly port: number;
}

interface UploadTrouble extends Told<"top-peer", "note">, WithPeer {
  /** That the VM sent. */
  readonly bytes: number;
}

interface PortScanTrouble extends Told<"port-scan", "warning"> {
  readonly peer: string;
  readonly probes: number;
}

interface DnsStormTrouble extends Told<"dns-storm", "warning"> {
  readonly server: string;
  readonly queries: number;
  readonly failures: number;
}

interface SynFloodTrouble extends Told<"syn-flood", "critical"> {
  /** The VM's. */
  readonly port: number;
  /** SYN packets, and the addresses that they claim to come from. */
  readonly requests: number;
  readonly sources: number;
  /** SYN-ACK packets. */
  readonly answers: number;
  readonly completed: 0;
}

interface BruteForceTrouble extends Told<"brute-force", "critical">, WithPeer {
  readonly connections: number;
  /** Those that got in. */
  readonly succeeded: number;
}

interface DnsFailureTrouble extends Told<"dns-failure", "critical"> {
  readonly server: string;
  readonly domain: string;
  readonly queries: number;
  readonly serverFailures: number;
  /** Questions without a response, however often they were repeated. */
  readonly unanswered: number;
}

interface PacketLossTrouble extends Told<"packet-loss", "warning">, WithPeer {
  /** Packets with data that the VM sent, repeated ones included. */
  readonly segments: number;
  /** As Wireshark counts them: fast ones are among the retransmissions of the VM. */
  readonly retransmissions: number;
  readonly fastRetransmissions: number;
  /** Packets of the peer that were lost before, as far as others behind them arrived first. */
  readonly receivedAgain: number;
}

interface ZeroWindowTrouble extends Told<"zero-window", "warning">, WithPeer {
  /** The side that does not read. */
  readonly reader: "peer";
  readonly zeroWindows: number;
  readonly fullWindows: number;
  readonly probes: number;
  /** In all. */
  readonly seconds: number;
}

interface PathMtuTrouble extends Told<"path-mtu", "critical">, WithPeer {
  /** Who says that fragmentation is needed. */
  readonly gateway: string;
  readonly mtu: number;
  readonly messages: number;
  /** Large segments sent again. */
  readonly repeated: number;
}

interface CertificateTrouble extends Told<"certificate", "critical"> {
  /** The VM's. */
  readonly port: number;
  readonly serverName: string;
  /** ISO 8601. */
  readonly notAfter: string;
  /** Packets with the certificate's end, and packets with the clients' alert. */
  readonly shown: number;
  readonly alerts: number;
}

interface HttpErrorsTrouble extends Told<"http-errors", "critical">, WithPeer {
  readonly code: number;
  readonly requests: number;
  readonly responses: number;
  readonly errors: number;
}

interface BeaconTrouble extends Told<"beacon", "note">, WithPeer {
  readonly connections: number;
  readonly periodSeconds: number;
}

interface IdleResetTrouble extends Told<"idle-reset", "warning">, WithPeer {
  readonly resets: number;
  /** The shortest silence before a reset. */
  readonly silenceSeconds: number;
}

interface OneSidedTrouble extends Told<"one-sided", "warning"> {
  readonly missing: "inbound";
}

interface CapturedTwiceTrouble extends Told<"captured-twice", "warning"> {
  /** Packets that repeat another one. */
  readonly copies: number;
  readonly tcpCopies: number;
}

interface SlowServerTrouble extends Told<"slow-server", "warning">, WithPeer {
  /** Requests whose response began. */
  readonly requests: number;
  /** From the end of the request to the first byte of the response. */
  readonly medianSeconds: number;
  readonly longestSeconds: number;
}

/** What is wrong in a capture. Each kind is the finding that an analysis should make. */
export type Trouble =
  | UploadTrouble
  | PortScanTrouble
  | DnsStormTrouble
  | SynFloodTrouble
  | BruteForceTrouble
  | DnsFailureTrouble
  | PacketLossTrouble
  | ZeroWindowTrouble
  | PathMtuTrouble
  | CertificateTrouble
  | HttpErrorsTrouble
  | BeaconTrouble
  | IdleResetTrouble
  | OneSidedTrouble
  | CapturedTwiceTrouble
  | SlowServerTrouble;
