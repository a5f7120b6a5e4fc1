import type { CaptureFilter } from "./captureFilter.ts";

/**
 * Whether the filters capture only packets that the bounds would capture too. Without bounds everything is
 * allowed; without filters everything is captured. When in doubt the result is false, because addresses are
 * compared as text.
 */
export const filtersWithin = (filters: readonly CaptureFilter[], bounds: readonly CaptureFilter[]): boolean =>
  bounds.length === 0 ||
  (filters.length > 0 && filters.every((filter) => bounds.some((bound) => isNarrower(filter, bound))));

const isNarrower = (filter: CaptureFilter, bound: CaptureFilter): boolean =>
  (bound.protocol === undefined || bound.protocol === "Any" || filter.protocol === bound.protocol) &&
  areAddressesWithin(filter.localIPAddress, bound.localIPAddress) &&
  areAddressesWithin(filter.remoteIPAddress, bound.remoteIPAddress) &&
  arePortsWithin(filter.localPort, bound.localPort) &&
  arePortsWithin(filter.remotePort, bound.remotePort);

function areAddressesWithin(addresses: string | undefined, bound: string | undefined): boolean {
  if (bound === undefined) return true;
  const allowed = bound.toLowerCase().split(";");
  return addresses?.split(";").every((address) => allowed.includes(address.toLowerCase())) ?? false;
}

type PortRange = readonly [first: number, last: number];

function arePortsWithin(ports: string | undefined, bound: string | undefined): boolean {
  if (bound === undefined) return true;
  if (ports === undefined) return false;
  const allowed = portRanges(bound);
  return portRanges(ports).every(([first, last]) =>
    allowed.some(([low, high]) => low <= first && last <= high),
  );
}

/** "80", "80-85", "80;443". */
const portRanges = (text: string): readonly PortRange[] =>
  text.split(";").map((part): PortRange => {
    const [first = NaN, last = first] = part.split("-").map(Number);
    return [first, last];
  });
