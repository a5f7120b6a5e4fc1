/** `critical` needs someone now. */
export type Severity = "critical" | "warning" | "note";

/** What a finding is about: a closed set, each told in docs/findings.md. */
export type FindingKind =
  // The capture itself.
  | "incomplete"
  | "cut-packets"
  | "damaged-file"
  | "capture-gaps"
  | "captured-twice"
  | "one-sided"
  | "large-frames"
  // Who sends what to whom.
  | "top-peer"
  | "one-host"
  | "beacon"
  // Attacks.
  | "syn-flood"
  | "broadcast-flood"
  | "port-scan"
  | "host-sweep"
  | "brute-force"
  // Connections.
  | "slow-handshake"
  | "slow-server"
  | "packet-loss"
  | "dead-peer"
  | "zero-window"
  | "refused"
  | "unanswered"
  | "half-open"
  | "resets"
  | "idle-reset"
  // The network's own words.
  | "unreachable"
  | "ttl-exceeded"
  | "path-mtu"
  // Names, encryption, web.
  | "dns-failure"
  | "dns-unanswered"
  | "dns-slow"
  | "dns-storm"
  | "dns-tunnel"
  | "tls-alert"
  | "tls-old"
  | "certificate"
  | "http-errors"
  | "platform";

/** What proves a finding. */
export interface Evidence {
  /** By name, such as `{"segments": 900, "retransmissions": 40}`. */
  readonly counts: Readonly<Record<string, number>>;
  /** At most three, as "10.0.0.4:51000 → 203.0.113.9:443". */
  readonly flows: readonly string[];
  /** Wireshark's `frame.number` of at most three packets. */
  readonly frames: readonly number[];
}

/** Something that is wrong on the network, or worth knowing: plain JSON. */
export interface Finding {
  readonly kind: FindingKind;
  readonly severity: Severity;
  /** One sentence of at most 120 characters without a full stop, with the numbers and the peers. */
  readonly text: string;
  /** Wireshark's display filter: every packet of the evidence, and none of other peers or services. */
  readonly filter: string;
  readonly evidence: Evidence;
  /** One sentence, in the imperative, with a full stop; at most 160 characters. */
  readonly nextStep: string;
  /** ISO 8601, UTC; null when unknown. */
  readonly firstAt: string | null;
  readonly lastAt: string | null;
  /** Where it lies to the moment of the alert; null where either is unknown. */
  readonly when: "before" | "after" | "around" | null;
}

/** A finding before it is ranked. */
export interface FindingDraft extends Omit<Finding, "firstAt" | "lastAt" | "when"> {
  /** `Packet.at`. */
  readonly firstAt: number | null;
  readonly lastAt: number | null;
  /** The text behind "Of the captured UDP 53 traffic:", where it is another one. */
  readonly claim?: string;
  /** From 0 to 1: orders findings of one severity, the heaviest first. */
  readonly weight: number;
}
