import { checksum } from "./checksum.ts";
import { u8, u16, u32 } from "./field.ts";
import { ipFrame, ipProtocol, transportChecksum } from "./ip.ts";
import type { Frame } from "./frame.ts";
import type { Host } from "./networkHost.ts";

const echoType = { request: 8, reply: 0 } as const;

export interface Echo {
  readonly from: Host;
  readonly to: Host;
  readonly kind: keyof typeof echoType;
  readonly id: number;
  readonly sequence: number;
  readonly data: Buffer;
}

export function echoFrame({ from, to, kind, id, sequence, data }: Echo): Frame {
  const message = Buffer.concat([u8(echoType[kind], 0), u16(0, id, sequence), data]);
  message.writeUInt16BE(checksum(message), 2);
  return ipFrame({ from, to, protocol: ipProtocol.icmp, identification: id + sequence, payload: message });
}

/** Asks who has the IPv6 address `wanted` (RFC 4861). */
export const neighbourSolicitation = (from: Host, to: Host, wanted: Buffer): Frame =>
  icmpv6(from, to, 135, Buffer.concat([u32(0), wanted, u8(1, 1), from.mac]));

/** Answers that a router has it, as it was asked to. */
export const neighbourAdvertisement = (from: Host, to: Host): Frame =>
  icmpv6(from, to, 136, Buffer.concat([u32(0xe0000000), from.address, u8(2, 1), from.mac]));

export const routerSolicitation = (from: Host, to: Host): Frame =>
  icmpv6(from, to, 133, Buffer.concat([u32(0), u8(1, 1), from.mac]));

function icmpv6(from: Host, to: Host, type: number, body: Buffer): Frame {
  const message = Buffer.concat([u8(type, 0), u16(0), body]);
  message.writeUInt16BE(transportChecksum(from, to, ipProtocol.icmpv6, message), 2);
  return ipFrame({ from, to, protocol: ipProtocol.icmpv6, identification: 0, payload: message });
}
