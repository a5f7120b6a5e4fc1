import { momentText } from "../../wording/momentText.ts";
import { shortDuration } from "../../wording/shortDuration.ts";
import type { ReportFacts } from "../reportFacts.ts";

/** "2026-11-23 02:09:11 UTC, 3 min after it fired."; null where the alert is not known to have resolved. */
export function resolvedText({
  alert,
  resolvedAt,
  timeZone,
}: Pick<ReportFacts, "alert" | "resolvedAt" | "timeZone">): string | null {
  if (resolvedAt === undefined) return null;
  const seconds = (Date.parse(resolvedAt) - Date.parse(alert?.firedAt ?? "")) / 1000;
  const after = seconds > 0 ? `, ${shortDuration(seconds)} after it fired` : "";
  return `${momentText(resolvedAt, timeZone)}${after}.`;
}
