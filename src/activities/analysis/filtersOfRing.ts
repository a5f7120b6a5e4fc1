import { filterValues } from "../../captures/plan/filterValues.ts";
import type { CaptureFilter } from "../../captures/plan/captureFilter.ts";
import type { ValueRange } from "../../captures/plan/valueRange.ts";
import type { AddressRange, EndFilter, PacketFilter } from "../../pcap/before/filtering/packetFilter.ts";

/** Of JSON: they are part of the command line of the analysis' process, and Windows' has 32,767. */
const mostCharacters = 24_000;

const protocols = { TCP: 6, UDP: 17, Any: null } as const;

/**
 * A capture's filters for the packets of its ring, which has other ones; empty when they let everything
 * through, null when they are too long to be told.
 */
export function filtersOfRing(filters: readonly CaptureFilter[]): readonly PacketFilter[] | null {
  const all = filters.map(filterOf);
  if (all.some(letsAllThrough)) return [];
  return JSON.stringify(all).length > mostCharacters ? null : all;
}

const filterOf = (filter: CaptureFilter): PacketFilter => ({
  protocol: protocols[filter.protocol ?? "Any"],
  local: endOf(filter.localIPAddress, filter.localPort),
  remote: endOf(filter.remoteIPAddress, filter.remotePort),
});

const letsAllThrough = ({ protocol, local, remote }: PacketFilter): boolean =>
  protocol === null && [local, remote].every(({ addresses, ports }) => addresses === null && ports === null);

/** With values that it cannot read, the service captures nothing. */
const endOf = (addresses = "", ports = ""): EndFilter => ({
  addresses: addresses === "" ? null : (filterValues.addresses(addresses)?.ranges ?? []).map(addressRange),
  ports:
    ports === ""
      ? null
      : (filterValues.ports(ports)?.ranges ?? []).map(({ first, last }) => [Number(first), Number(last)]),
});

const addressRange = ({ kind, first, last }: ValueRange): AddressRange => {
  const words = kind === "IPv4" ? 1 : 4;
  return [wordsOf(first, words), wordsOf(last, words)];
};

/** The highest word first. */
const wordsOf = (rank: bigint, words: number): readonly number[] =>
  Array.from({ length: words }, (_, index) =>
    Number(BigInt.asUintN(32, rank >> BigInt(32 * (words - 1 - index)))),
  );
