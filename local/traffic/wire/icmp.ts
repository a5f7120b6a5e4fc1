import { checksum } from "./checksum.ts";
import { field8, field16 } from "./field.ts";
import { ipFrame, ipProtocol } from "./ip.ts";
import type { Frame } from "./frame.ts";
import type { NetworkHost } from "./networkHost.ts";

const echoType = { request: 8, reply: 0 } as const;

interface IcmpEcho {
  readonly from: NetworkHost;
  readonly to: NetworkHost;
  readonly kind: keyof typeof echoType;
  readonly id: number;
  readonly sequence: number;
  readonly data: Buffer;
}

export function icmpEchoFrame({ from, to, kind, id, sequence, data }: IcmpEcho): Frame {
  const message = Buffer.concat([field8(echoType[kind], 0), field16(0, id, sequence), data]);
  message.writeUInt16BE(checksum(message), 2);
  return ipFrame({ from, to, protocol: ipProtocol.icmp, identification: id + sequence, payload: message });
}

interface FragmentationNeeded {
  readonly from: NetworkHost;
  readonly to: NetworkHost;
  /** Bytes of the largest IP packet that passes. */
  readonly mtu: number;
  /** The Ethernet frame that did not pass. */
  readonly frame: Frame;
  readonly identification: number;
}

const ethernetBytes = 14;
/** The IP header and the beginning of what it carries (RFC 792). */
const quotedBytes = 28;

/** A router's word that an IPv4 packet is too long for its next link (RFC 1191). */
export function icmpFragmentationNeeded({
  from,
  to,
  mtu,
  frame,
  identification,
}: FragmentationNeeded): Frame {
  const quoted = frame.bytes.subarray(ethernetBytes, ethernetBytes + quotedBytes);
  const message = Buffer.concat([field8(3, 4), field16(0, 0, mtu), quoted]);
  message.writeUInt16BE(checksum(message), 2);
  return ipFrame({ from, to, protocol: ipProtocol.icmp, identification, payload: message });
}
