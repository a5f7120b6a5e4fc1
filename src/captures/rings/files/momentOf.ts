import type { Alert } from "../../../alerts/alert.ts";
import type { AlertMoment } from "../../../pcap/before/alertMoment.ts";

/** Azure Monitor's rules look back two days at most. */
const longestWindow = 172_800;

/** When an alert fired, and the largest window of its criteria; null where it does not say when. */
export function momentOf(alert: Pick<Alert, "firedAt" | "criteria"> | null): AlertMoment | null {
  if (alert?.firedAt == null) return null;
  const windows = (alert.criteria ?? []).flatMap(({ windowSeconds }) =>
    windowSeconds !== null && windowSeconds >= 1 ? Math.round(windowSeconds) : [],
  );
  const windowSeconds = windows.length === 0 ? null : Math.min(Math.max(...windows), longestWindow);
  return { at: alert.firedAt, windowSeconds };
}

/** An alert that claims to fire later than its capture was accepted counts as if it had fired then. */
export const momentBy = (moment: AlertMoment, acceptedAt: string): AlertMoment =>
  Date.parse(moment.at) > Date.parse(acceptedAt) ? { ...moment, at: acceptedAt } : moment;
