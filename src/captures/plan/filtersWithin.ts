import { filterValues } from "./filterValues.ts";
import type { CaptureFilter } from "./captureFilter.ts";
import type { ValueRange } from "./valueRange.ts";

/**
 * Whether the filters capture only packets that the bounds would capture too. Without bounds everything is
 * allowed; without filters everything is captured. When in doubt the result is false: each filter must lie
 * within a single bound.
 */
export const filtersWithin = (filters: readonly CaptureFilter[], bounds: readonly CaptureFilter[]): boolean =>
  bounds.length === 0 ||
  (filters.length > 0 && filters.every((filter) => bounds.some((bound) => isNarrower(filter, bound))));

const isNarrower = (filter: CaptureFilter, bound: CaptureFilter): boolean =>
  (bound.protocol === undefined || bound.protocol === "Any" || filter.protocol === bound.protocol) &&
  areWithin(filter.localIPAddress, bound.localIPAddress, filterValues.addresses) &&
  areWithin(filter.remoteIPAddress, bound.remoteIPAddress, filterValues.addresses) &&
  areWithin(filter.localPort, bound.localPort, filterValues.ports) &&
  areWithin(filter.remotePort, bound.remotePort, filterValues.ports);

type Reader = (typeof filterValues)[keyof typeof filterValues];

function areWithin(text: string | undefined, bound: string | undefined, read: Reader): boolean {
  if (bound === undefined) return true;
  const [asked, allowed] = [read(text ?? ""), read(bound)];
  if (asked === null || allowed === null) return false;
  const joined = adjoined(allowed.ranges);
  return asked.ranges.every(({ kind, first, last }) =>
    joined.some((range) => range.kind === kind && range.first <= first && last <= range.last),
  );
}

/** The ranges in order, those that touch as one: a list of neighbours is a range. */
function adjoined(ranges: readonly ValueRange[]): readonly ValueRange[] {
  const ordered = ranges.toSorted((a, b) =>
    a.kind === b.kind ? Number(a.first - b.first) : a.kind < b.kind ? -1 : 1,
  );
  return ordered.reduce<ValueRange[]>((joined, range) => {
    const before = joined.at(-1);
    if (before?.kind !== range.kind || before.last + 1n < range.first) return [...joined, range];
    const last = before.last > range.last ? before.last : range.last;
    return [...joined.slice(0, -1), { ...before, last }];
  }, []);
}
