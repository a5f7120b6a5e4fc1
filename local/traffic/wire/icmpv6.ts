import { field8, field16, field32 } from "./field.ts";
import { ipFrame, ipProtocol, transportChecksum } from "./ip.ts";
import type { Frame } from "./frame.ts";
import type { NetworkHost } from "./networkHost.ts";

/** Asks who has the IPv6 address `wanted` (RFC 4861). */
export const icmpv6NeighbourSolicitation = (from: NetworkHost, to: NetworkHost, wanted: Buffer): Frame =>
  icmpv6Frame(from, to, 135, Buffer.concat([field32(0), wanted, field8(1, 1), from.mac]));

/** A router's solicited reply. */
export const icmpv6NeighbourAdvertisement = (from: NetworkHost, to: NetworkHost): Frame =>
  icmpv6Frame(from, to, 136, Buffer.concat([field32(0xe0000000), from.address, field8(2, 1), from.mac]));

export const icmpv6RouterSolicitation = (from: NetworkHost, to: NetworkHost): Frame =>
  icmpv6Frame(from, to, 133, Buffer.concat([field32(0), field8(1, 1), from.mac]));

function icmpv6Frame(from: NetworkHost, to: NetworkHost, type: number, body: Buffer): Frame {
  const message = Buffer.concat([field8(type, 0), field16(0), body]);
  message.writeUInt16BE(transportChecksum(from, to, ipProtocol.icmpv6, message), 2);
  return ipFrame({ from, to, protocol: ipProtocol.icmpv6, identification: 0, payload: message });
}
