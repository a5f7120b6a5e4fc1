import { keptBytes } from "../pcapFile.ts";
import { countConnections, countScan } from "./countConnections.ts";
import { countDns, countTlsServers, namesOf } from "./countDns.ts";
import { amountOf, countServices, topPeer } from "./countServices.ts";
import { countTrouble } from "./countTrouble.ts";
import { truncatedPacket } from "./truncatedPacket.ts";
import type { SimulatedPacket } from "../simulatedPacket.ts";
import type { Truth } from "./truth.ts";

const listed = 10;

/**
 * Counts the contents of a file with these packets, truncated to `bytesPerPacket` each, or of several files
 * with a limit each.
 */
export function countTruth(
  packets: readonly SimulatedPacket[],
  bytesPerPacket: number | ((packet: SimulatedPacket) => number),
  vmAddresses: readonly string[],
): Truth {
  const limitOf = typeof bytesPerPacket === "number" ? () => bytesPerPacket : bytesPerPacket;
  const readable = packets.map((packet) => truncatedPacket(packet, keptBytes(packet, limitOf(packet))));
  const own = new Set(vmAddresses);
  const services = countServices(readable, own, namesOf(readable));
  const outbound = amountOf(packets.filter(({ frame }) => own.has(frame.ip?.from.address ?? "")));
  const inbound = amountOf(packets.filter(({ frame }) => own.has(frame.ip?.to.address ?? "")));
  const trouble = countTrouble(packets);
  return {
    ...amountOf(packets),
    vmAddresses,
    outbound,
    inbound,
    services: services.slice(0, listed),
    topPeer: {
      outbound: topPeer(services, "outbound", outbound.bytes),
      inbound: topPeer(services, "inbound", inbound.bytes),
    },
    dns: countDns(readable, listed),
    tlsServers: countTlsServers(readable),
    tcp: countConnections(packets, trouble?.kind === "one-sided"),
    scan: countScan(packets),
    trouble,
  };
}
