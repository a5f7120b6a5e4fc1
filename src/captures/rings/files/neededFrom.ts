import type { AlertMoment } from "../../../pcap/before/alertMoment.ts";

/** An hour before an alert is enough for a person, unless its rule looked further back. */
const usualSeconds = 3600;

/**
 * The packets of a ring from this moment on are needed, ISO 8601. An alert that claims to fire later than the
 * capture was accepted counts as if it had fired then.
 */
export function neededFrom(moment: AlertMoment | null, acceptedAt: string): string {
  const fired = Date.parse(moment?.at ?? acceptedAt);
  const seconds = Math.max(usualSeconds, moment?.windowSeconds ?? 0);
  return new Date(Math.min(fired, Date.parse(acceptedAt)) - seconds * 1000).toISOString();
}
