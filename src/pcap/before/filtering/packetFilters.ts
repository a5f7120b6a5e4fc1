import { OuterEnds, type PacketEnd } from "./outerEnds.ts";
import type { Packet } from "../../protocols/packet.ts";
import type { AddressRange, EndFilter, PacketFilter } from "./packetFilter.ts";

/**
 * The filters of a packet capture session, for packets that the session did not see. What a tunnel carries
 * does not count, and what a packet lacks fits nothing: later fragments have no ports.
 */
export class PacketFilters {
  readonly #filters: readonly PacketFilter[];
  readonly #ends = new OuterEnds();

  constructor(filters: readonly PacketFilter[]) {
    this.#filters = filters;
  }

  /** Whether any filter lets the packet through, which stands at its link layer. */
  fits(packet: Packet): boolean {
    if (!this.#ends.read(packet)) return false;
    for (const filter of this.#filters) if (fitsFilter(filter, this.#ends)) return true;
    return false;
  }
}

/** Which end is the VM's is known only once all traffic is, so either may be. */
function fitsFilter({ protocol, local, remote }: PacketFilter, ends: OuterEnds): boolean {
  if (protocol !== null && protocol !== ends.protocol) return false;
  const { source, destination } = ends;
  return (
    (fitsEnd(local, source) && fitsEnd(remote, destination)) ||
    (fitsEnd(local, destination) && fitsEnd(remote, source))
  );
}

const fitsEnd = ({ addresses, ports }: EndFilter, end: PacketEnd): boolean =>
  (ports === null || ports.some(([first, last]) => first <= end.port && end.port <= last)) &&
  (addresses === null || addresses.some((range) => isWithin(end, range)));

const isWithin = (end: PacketEnd, [first, last]: AddressRange): boolean =>
  first.length === end.words && compare(end, first) >= 0 && compare(end, last) <= 0;

/** Less than 0 when the end's address is the lower one. */
function compare({ address, words }: PacketEnd, other: readonly number[]): number {
  for (let word = 0; word < words; word += 1) {
    const difference = (address[word] ?? 0) - (other[word] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
