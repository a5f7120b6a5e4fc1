import { lengthOf } from "../before/recordedWindow.ts";
import { timestampIn } from "../file/timestamp.ts";
import type { CaptureClock } from "../file/captureClock.ts";
import type { Timestamp } from "../file/timestamp.ts";
import type { Answer } from "../summary/captureSummary.ts";

const [minute, hour] = [60, 3600];

/** "In the 5 min before the alert, ", the beginning of a sentence; empty for an answer about all traffic. */
export function windowText({ window }: Pick<Answer, "window">): string {
  const [from, to] = [window?.from ?? "", window?.to ?? ""].map(timestampIn);
  if (!from || !to) return "";
  return `In the ${lengthText(lengthOf({ from, to }) / 1e9)} before the alert, `;
}

/** "45 s", "minute", "2.5 min", "10 min", "hour", "24 h". */
function lengthText(seconds: number): string {
  if (Math.round(seconds) < minute) return `${Math.round(seconds)} s`;
  const [unit, name] = seconds < 2 * hour ? [minute, "min"] : [hour, "h"];
  const tenths = Math.round((seconds / unit) * 10) / 10;
  const count = unit === minute && tenths >= 10 ? Math.round(tenths) : tenths;
  if (unit === minute && count === 1) return "minute";
  return unit === minute && count === 60 ? "hour" : `${count} ${name}`;
}

/** When the traffic was that an answer is about. @param all of all packets */
export function timesOf(
  { window }: Pick<Answer, "window">,
  clock: CaptureClock,
  all: { readonly first: Readonly<Timestamp>; readonly last: Readonly<Timestamp> },
): { readonly firstAt: number; readonly lastAt: number } {
  const from = timestampIn(window?.from ?? "") ?? all.first;
  const to = timestampIn(window?.to ?? "") ?? all.last;
  // A window ends before its last nanosecond.
  const inside = window === null ? 0 : 1;
  return {
    firstAt: clock.since(from.seconds, from.nanoseconds),
    lastAt: clock.since(to.seconds, to.nanoseconds) - inside,
  };
}
