import { momentBy } from "./momentOf.ts";
import type { AlertMoment } from "../../../pcap/before/alertMoment.ts";

/** An hour before an alert is enough for a person, unless its rule looked further back. */
const usualSeconds = 3600;

/** The packets of a ring from this moment on are needed, ISO 8601. */
export function neededFrom(moment: AlertMoment | null, acceptedAt: string): string {
  const { at, windowSeconds } =
    moment === null ? { at: acceptedAt, windowSeconds: null } : momentBy(moment, acceptedAt);
  return new Date(Date.parse(at) - Math.max(usualSeconds, windowSeconds ?? 0) * 1000).toISOString();
}
