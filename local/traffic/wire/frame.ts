/** An Ethernet frame, and what the headers in it say. */
export interface Frame {
  readonly bytes: Buffer;
  /** Null for what is not IP. */
  readonly ip: IpHeaders | null;
}

export interface IpHeaders {
  readonly from: FrameEnd;
  readonly to: FrameEnd;
  readonly protocol: "ICMP" | "TCP" | "UDP" | "ICMPv6";
}

interface FrameEnd {
  /** IPv4, or IPv6 as RFC 5952 writes it. */
  readonly address: string;
  /** Null where the protocol has none. */
  readonly port: number | null;
}
