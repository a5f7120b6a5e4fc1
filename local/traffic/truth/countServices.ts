import type { SimulatedPacket } from "../simulatedPacket.ts";
import type { Amount, Service, TopPeer } from "./truth.ts";

export const amountOf = (packets: readonly SimulatedPacket[]): Amount => ({
  packets: packets.length,
  bytes: packets.reduce((sum, { frame }) => sum + frame.bytes.length, 0),
});

const bytesOf = ({ outbound, inbound }: Service): number => outbound.bytes + inbound.bytes;

/** Azure's DNS, agent, probes and metadata, which every VM has. */
const platformAddresses = ["168.63.129.16", "169.254.169.254"];

/** The services of all IP packets but Azure's own, most bytes first. */
export function countServices(
  packets: readonly SimulatedPacket[],
  own: ReadonlySet<string>,
  names: ReadonlyMap<string, string>,
): Service[] {
  const groups = new Map<
    string,
    { service: Service; sent: SimulatedPacket[]; received: SimulatedPacket[] }
  >();
  for (const packet of packets) {
    const service = serviceOf(packet, own, names);
    if (service === null || platformAddresses.includes(service.address)) continue;
    const key = [service.address, service.protocol, service.port, service.service].join(" ");
    const group = groups.get(key) ?? { service, sent: [], received: [] };
    groups.set(key, group);
    (own.has(packet.frame.ip?.from.address ?? "") ? group.sent : group.received).push(packet);
  }
  return [...groups.values()]
    .map(({ service, sent, received }) => ({
      ...service,
      outbound: amountOf(sent),
      inbound: amountOf(received),
    }))
    .sort((one, other) => bytesOf(other) - bytesOf(one));
}

const nothing: Amount = { packets: 0, bytes: 0 };

function serviceOf(
  { frame: { ip }, tcp }: SimulatedPacket,
  own: ReadonlySet<string>,
  names: ReadonlyMap<string, string>,
): Service | null {
  if (ip === null) return null;
  const [vm, remote] = own.has(ip.from.address) ? [ip.from, ip.to] : [ip.to, ip.from];
  // Clients use services of the VM over TCP only.
  const service = tcp?.opener === "peer" ? "local" : "remote";
  return {
    address: remote.address,
    protocol: ip.protocol,
    port: service === "local" ? vm.port : remote.port,
    service,
    name: names.get(remote.address) ?? null,
    outbound: nothing,
    inbound: nothing,
  };
}

/** The service with the most bytes in this direction; null when there are no bytes. */
export function topPeer(
  services: readonly Service[],
  direction: "outbound" | "inbound",
  total: number,
): TopPeer | null {
  const [top] = services.toSorted((one, other) => other[direction].bytes - one[direction].bytes);
  if (top === undefined || total === 0) return null;
  const { address, protocol, port, service, name } = top;
  const { bytes } = top[direction];
  return { address, protocol, port, service, name, bytes, share: bytes / total };
}
