import type { IcmpReason } from "../protocols/icmp.ts";

/** Error messages of ICMP or ICMPv6 that are alike, with what the first of them quotes. */
export interface ErrorMessage {
  /** Of IP, of the message and of what it quotes. */
  readonly version: number;
  readonly type: number;
  readonly code: number;
  readonly reason: IcmpReason;
  /** Who sent the messages. */
  readonly reporter: number;
  /** The ends of the packet that the first one quotes; the destination is that of all. */
  readonly source: number;
  readonly destination: number;
  /** Whether others quote other sources, or other ports. */
  readonly severalSources: boolean;
  readonly severalPorts: boolean;
  readonly protocol: number;
  /** Ports of the first packet that is quoted; null when they are cut or the protocol has none. */
  readonly ports: { readonly source: number; readonly destination: number } | null;
  /** The lower port, which is the service's, and whether it is the destination's; null without ports. */
  readonly service: { readonly port: number; readonly atDestination: boolean } | null;
  /** Whether the messages came through a tunnel. */
  readonly inner: boolean;
  /** The least size that was asked for, of those with `tooBig`; 0 for none. */
  readonly mtu: number;
  readonly count: number;
  /** `Packet.at`. */
  readonly firstAt: number;
  readonly lastAt: number;
  /** Numbers of the first frames, three at most. */
  readonly frames: readonly number[];
}
