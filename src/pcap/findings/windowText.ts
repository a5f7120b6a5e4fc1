import { lengthOf } from "../before/recordedWindow.ts";
import { timestampIn } from "../file/timestamp.ts";
import type { CaptureClock } from "../file/captureClock.ts";
import type { Timestamp } from "../file/timestamp.ts";
import type { Answer } from "../summary/captureSummary.ts";

const minute = 60;

/** "In the 5 min before the alert, ", the beginning of a sentence; empty for an answer about all traffic. */
export function windowText({ window }: Pick<Answer, "window">): string {
  const [from, to] = [window?.from ?? "", window?.to ?? ""].map(timestampIn);
  if (!from || !to) return "";
  const seconds = Math.round(lengthOf({ from, to }) / 1e9);
  const isInMinutes = seconds % minute === 0 || seconds >= 10 * minute;
  const length = isInMinutes ? `${Math.round(seconds / minute)} min` : `${seconds} s`;
  return `In the ${length} before the alert, `;
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
