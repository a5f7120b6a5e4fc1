import { etherTypes } from "../etherTypes.ts";
import { networkKind, noteVirtualNetwork } from "./virtualNetwork.ts";
import type { Packet } from "../packet.ts";

/**
 * RFC 7348 section 5, and draft-ietf-nvo3-vxlan-gpe-13 section 3.1, which adds the next protocol: offsets in
 * bytes.
 */
const header = { flags: 0, nextProtocol: 3, network: 4, bytes: 8 } as const;
/** The flag of a network's number. */
const hasNetwork = 8;

/** Moves the packet past the header, which an Ethernet frame follows. */
export function readVxlan(packet: Packet): number {
  if (!packet.has(header.bytes)) return etherTypes.none;
  noteNetwork(packet);
  packet.offset += header.bytes;
  return etherTypes.ethernet;
}

/** By next protocol: none, IPv4, IPv6, Ethernet, NSH, MPLS. */
const carried: readonly number[] = [
  etherTypes.none,
  etherTypes.ipv4,
  etherTypes.ipv6,
  etherTypes.ethernet,
  etherTypes.serviceHeader,
  etherTypes.mpls,
];

/** Moves the packet past a header of VXLAN-GPE; returns the EtherType of what it carries, or `none`. */
export function readVxlanGeneric(packet: Packet): number {
  if (!packet.has(header.bytes)) return etherTypes.none;
  noteNetwork(packet);
  const next = packet.view.getUint8(packet.offset + header.nextProtocol);
  packet.offset += header.bytes;
  return carried[next] ?? etherTypes.none;
}

function noteNetwork(packet: Packet): void {
  if ((packet.view.getUint8(packet.offset + header.flags) & hasNetwork) === 0) return;
  noteVirtualNetwork(packet, networkKind.vxlan, packet.offset + header.network);
}
