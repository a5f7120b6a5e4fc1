import { ipAddressKey, ipVersion } from "../protocols/ip.ts";
import { flowPackets, type Flow } from "./flow.ts";
import { flowState } from "./tcpHealth.ts";
import type { AddressTable } from "./addressTable.ts";

const mostAddresses = 8;
/** Share of the packets not explained yet that a further address of the VM must touch. */
const furtherShare = 0.5;
/** Share of all packets below which the rest is noise of the network. */
const noiseShare = 0.01;

interface Candidate {
  readonly version: number;
  readonly address: number;
  packets: number;
  /** Connections that it began. */
  begun: number;
}

/**
 * The VM's own addresses: in a capture on its network interface, nearly every packet has one. Takes the
 * address that most packets touch (of two that only talk to each other, the private one, then the one that
 * began), then those that explain most of the rest. Empty when no address is in half of the packets.
 */
export function inferLocalAddresses(flows: readonly Flow[], addresses: AddressTable): ReadonlySet<number> {
  const found = new Set<number>();
  let all = 0;
  while (found.size < mostAddresses) {
    const { candidates, packets } = countCandidates(flows, found);
    if (found.size === 0) all = packets;
    const best = pick(candidates, addresses);
    if (best === undefined || packets < all * noiseShare || best.packets < packets * furtherShare) break;
    found.add(ipAddressKey(best.version, best.address));
  }
  return found;
}

function countCandidates(
  flows: readonly Flow[],
  found: ReadonlySet<number>,
): { candidates: Map<number, Candidate>; packets: number } {
  const candidates = new Map<number, Candidate>();
  let packets = 0;
  for (const flow of flows) {
    const { version, addressA, addressB, state } = flow;
    if (flow.inner) continue;
    if (found.has(ipAddressKey(version, addressA)) || found.has(ipAddressKey(version, addressB))) continue;
    const count = flowPackets(flow);
    packets += count;
    touch(candidates, version, addressA, count, state & flowState.syn);
    if (addressB !== addressA) touch(candidates, version, addressB, count, state & (flowState.syn << 1));
  }
  return { candidates, packets };
}

function touch(
  candidates: Map<number, Candidate>,
  version: number,
  address: number,
  packets: number,
  began: number,
): void {
  const key = ipAddressKey(version, address);
  let candidate = candidates.get(key);
  if (candidate === undefined) {
    candidate = { version, address, packets: 0, begun: 0 };
    candidates.set(key, candidate);
  }
  candidate.packets += packets;
  if (began) candidate.begun += 1;
}

function pick(candidates: Map<number, Candidate>, addresses: AddressTable): Candidate | undefined {
  let best: Candidate | undefined;
  for (const candidate of candidates.values()) {
    if (best !== undefined && candidate.packets < best.packets) continue;
    if (!isHost(candidate, addresses)) continue;
    if (best === undefined || candidate.packets > best.packets || precedes(candidate, best, addresses)) {
      best = candidate;
    }
  }
  return best;
}

function precedes(one: Candidate, other: Candidate, addresses: AddressTable): boolean {
  const privates = Number(isPrivate(one, addresses)) - Number(isPrivate(other, addresses));
  return privates !== 0 ? privates > 0 : one.begun > other.begun;
}

/**
 * 168.63.129.16 (https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16) and
 * instance metadata.
 */
const platformAddresses: readonly number[] = [0xa83f8110, 0xa9fea9fe];

/** False for multicast, broadcast, the unspecified address and Azure's own. */
function isHost({ version, address }: Candidate, addresses: AddressTable): boolean {
  if (version === ipVersion.ipv4)
    return address !== 0 && address < 0xe0000000 && !platformAddresses.includes(address);
  const groups = addresses.groups(address);
  return address !== 0 && (groups[0] ?? 0) < 0xff00 && groups.some((group) => group !== 0);
}

function isPrivate({ version, address }: Candidate, addresses: AddressTable): boolean {
  if (version !== ipVersion.ipv4) return ((addresses.groups(address)[0] ?? 0) & 0xfe00) === 0xfc00;
  const second = address >>> 16;
  return (
    address >>> 24 === 10 || (second & 0xfff0) === 0xac10 || second === 0xc0a8 || (second & 0xffc0) === 0x6440
  );
}
