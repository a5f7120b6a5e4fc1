import { ipAddressKey, ipVersion, isPrivateAddress } from "../protocols/ip.ts";
import { KeyIndex } from "../tables/keyIndex.ts";
import { flowState } from "../tcp/flowState.ts";
import { flowPackets, type Flow } from "./flow.ts";
import type { AddressTable } from "../tables/addressTable.ts";
import type { NumberHash } from "../tables/keyedHash.ts";

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
 * Adds the VM's own addresses to those found before: in a capture on its network interface, nearly every
 * packet has one. Takes the address that most packets touch (of two that only talk to each other, the private
 * one, then the one that began), then those that explain most of the rest. None when no address is in half of
 * the packets.
 *
 * @param found keys of the addresses
 */
export function inferLocalAddresses(
  flows: readonly Flow[],
  addresses: AddressTable,
  hash: NumberHash,
  found: Set<number>,
): void {
  const all = flows.reduce((packets, flow) => packets + (flow.inner ? 0 : flowPackets(flow)), 0);
  while (found.size < mostAddresses) {
    const { candidates, packets } = countCandidates(flows, hash, found);
    const best = pick(candidates, addresses);
    if (best === undefined || packets < all * noiseShare || best.packets < packets * furtherShare) break;
    found.add(ipAddressKey(best.version, best.address));
  }
}

function countCandidates(
  flows: readonly Flow[],
  hash: NumberHash,
  found: ReadonlySet<number>,
): { candidates: readonly Candidate[]; packets: number } {
  const index = new KeyIndex(2 * flows.length, hash);
  const candidates: Candidate[] = [];
  const touch = (version: number, address: number, count: number, began: number): void => {
    const place = index.place(address, version);
    if (place < 0) return;
    const candidate = (candidates[place] ??= { version, address, packets: 0, begun: 0 });
    candidate.packets += count;
    if (began) candidate.begun += 1;
  };
  let packets = 0;
  for (const flow of flows) {
    const { version, addressA, addressB, state } = flow;
    if (flow.inner) continue;
    if (found.has(ipAddressKey(version, addressA)) || found.has(ipAddressKey(version, addressB))) continue;
    const count = flowPackets(flow);
    packets += count;
    touch(version, addressA, count, state & flowState.syn);
    if (addressB !== addressA) touch(version, addressB, count, state & (flowState.syn << 1));
  }
  return { candidates, packets };
}

function pick(candidates: readonly Candidate[], addresses: AddressTable): Candidate | undefined {
  let best: Candidate | undefined;
  for (const candidate of candidates) {
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

const isPrivate = ({ version, address }: Candidate, addresses: AddressTable): boolean =>
  isPrivateAddress(version, address, version === ipVersion.ipv4 ? 0 : (addresses.groups(address)[0] ?? 0));
