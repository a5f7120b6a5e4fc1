import { readEthernet } from "./ethernet.ts";
import { etherTypes, longestLength } from "./etherTypes.ts";
import { readLlc } from "./llc.ts";
import { readMacsec } from "./macsec.ts";
import { readMpls } from "./mpls.ts";
import { readPppoe } from "./ppp.ts";
import { readProviderBackbone } from "./providerBackbone.ts";
import { readServiceHeader } from "./serviceHeader.ts";
import { readVlan } from "./vlan.ts";
import type { Packet } from "./packet.ts";
import type { ProtocolFrames } from "./protocolFrames.ts";

/** Moves the packet past tags, labels and frames within frames; returns the EtherType of what they carry. */
export function readEncapsulation(packet: Packet, frames: ProtocolFrames, firstType: number): number {
  let type = firstType;
  for (;;) {
    switch (type) {
      case etherTypes.vlan:
      case etherTypes.oldProviderVlan:
        if (packet.has(2)) frames.vlan += 1;
        type = readVlan(packet);
        // Behind this tag the field may be a length; behind the provider's tag it may not.
        if (type >= 0 && type <= longestLength) type = readLlc(packet, type);
        break;
      case etherTypes.providerVlan:
        type = readVlan(packet);
        break;
      case etherTypes.ethernet:
        type = readEthernet(packet, frames);
        break;
      case etherTypes.mpls:
      case etherTypes.mplsMulticast:
        type = readMpls(packet);
        break;
      case etherTypes.pppoeSession:
        type = readPppoe(packet);
        break;
      case etherTypes.llc:
        type = readLlc(packet, packet.wireEnd - packet.offset);
        break;
      case etherTypes.providerBackbone:
        type = readProviderBackbone(packet);
        break;
      case etherTypes.macsec:
        type = readMacsec(packet);
        break;
      case etherTypes.serviceHeader:
        type = readServiceHeader(packet);
        break;
      default:
        return type;
    }
  }
}
