/** An Ethernet frame with its parsed headers. */
export interface Frame {
  readonly bytes: Buffer;
  /** Null for protocols other than IP. */
  readonly ip: IpHeaders | null;
}

export interface IpHeaders {
  readonly from: FrameEnd;
  readonly to: FrameEnd;
  readonly protocol: "ICMP" | "TCP" | "UDP" | "ICMPv6";
}

interface FrameEnd {
  /** IPv4, or IPv6 in the form of RFC 5952. */
  readonly address: string;
  /** Null where the protocol has none. */
  readonly port: number | null;
}
