import { filtersWithin } from "./filtersWithin.ts";
import type { CaptureLimits, CapturePlan } from "./capturePlan.ts";

/**
 * How a capture is carried out: as the configuration says, and within the wanted limits where these are lower
 * than its own. Wanted filters count only where they are no wider than its own.
 */
export function planOf(configured: CapturePlan, wanted: Partial<CaptureLimits>): CapturePlan {
  const { limits, namePrefix, sessionLimit, conflictPolicy, cooldownSeconds, installAgent, poll } =
    configured;
  return {
    limits: within(wanted, limits),
    ...{ namePrefix, sessionLimit, conflictPolicy, cooldownSeconds, installAgent, poll },
  };
}

const within = (wanted: Partial<CaptureLimits>, most: CaptureLimits): CaptureLimits => ({
  timeLimitSeconds: Math.min(wanted.timeLimitSeconds ?? Infinity, most.timeLimitSeconds),
  maxBytes: Math.min(wanted.maxBytes ?? Infinity, most.maxBytes),
  bytesPerPacket: fewerBytes(wanted.bytesPerPacket ?? 0, most.bytesPerPacket),
  filters:
    wanted.filters !== undefined && filtersWithin(wanted.filters, most.filters)
      ? wanted.filters
      : most.filters,
});

/** 0 stands for the whole packet. */
const fewerBytes = (wanted: number, most: number): number =>
  wanted === 0 || most === 0 ? Math.max(wanted, most) : Math.min(wanted, most);
