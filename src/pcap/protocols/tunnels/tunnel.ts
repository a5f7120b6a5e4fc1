import { etherTypes } from "../etherTypes.ts";
import { ipProtocol } from "../ipProtocol.ts";
import { udpService } from "../udp.ts";
import { readGeneve } from "./geneve.ts";
import { readGre } from "./gre.ts";
import { readPim } from "./pim.ts";
import { readTeredo } from "./teredo.ts";
import { readVxlan, readVxlanGeneric } from "./vxlan.ts";
import type { Packet } from "../packet.ts";

const etherIpHeaderBytes = 2;

/** Moves the packet to what an IP protocol carries whole; returns its EtherType, or `none` for no tunnel. */
export function readIpTunnel(packet: Packet, protocol: number): number {
  switch (protocol) {
    case ipProtocol.ipv4:
      return etherTypes.ipv4;
    case ipProtocol.ipv6:
      return etherTypes.ipv6;
    case ipProtocol.gre:
      return readGre(packet);
    case ipProtocol.etherIp:
      // RFC 3378 section 2.
      packet.offset += etherIpHeaderBytes;
      return etherTypes.ethernet;
    case ipProtocol.mpls:
      return etherTypes.mpls;
    case ipProtocol.pim:
      return readPim(packet);
    case ipProtocol.ethernet:
      return etherTypes.ethernet;
    default:
      return etherTypes.none;
  }
}

/**
 * Moves the packet from a UDP payload to the packet within; returns its EtherType, or `none` for no tunnel.
 */
export function readUdpTunnel(packet: Packet, service: number): number {
  switch (service) {
    case udpService.vxlan:
      return readVxlan(packet);
    case udpService.vxlanGeneric:
      return readVxlanGeneric(packet);
    case udpService.geneve:
      return readGeneve(packet);
    case udpService.gre:
      // RFC 8086.
      return readGre(packet);
    case udpService.teredo:
      return readTeredo(packet);
    case udpService.mpls:
      return etherTypes.mpls;
    default:
      return etherTypes.none;
  }
}
