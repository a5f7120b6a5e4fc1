import { compareTimes, secondsBefore, timestampIn, type Timestamp } from "../file/timestamp.ts";
import type { AlertMoment } from "./alertMoment.ts";
import type { TimeWindow } from "./windowCounts.ts";

const billion = 1e9;
/** Share of the window that must have been recorded to answer for it, and to answer for all of it. */
const shares = { most: 0.75, all: 0.95 };

/** The time that the rule looked at before it fired; null where that is unknown. */
export function windowOf(moment: AlertMoment | null): TimeWindow | null {
  const to = moment === null ? null : timestampIn(moment.at);
  const seconds = moment?.windowSeconds ?? 0;
  return to === null || seconds <= 0 ? null : { from: secondsBefore(to, seconds), to };
}

/** What was recorded from when to when, and nanoseconds within the window that were not. */
interface Recorded {
  readonly first: Readonly<Timestamp>;
  readonly last: Readonly<Timestamp>;
  readonly missing: number;
}

/** The window, or the part of it that was recorded; null when that is not most of it. */
export function recordedWindow(window: TimeWindow, { first, last, missing }: Recorded): TimeWindow | null {
  const from = compareTimes(first, window.from) > 0 ? first : window.from;
  const to = compareTimes(last, window.to) < 0 ? last : window.to;
  const share = (lengthOf({ from, to }) - missing) / lengthOf(window);
  if (!(share >= shares.most)) return null;
  return share >= shares.all ? window : { from: { ...from }, to: window.to };
}

/** In nanoseconds. */
export const lengthOf = ({ from, to }: TimeWindow): number =>
  (to.seconds - from.seconds) * billion + (to.nanoseconds - from.nanoseconds);
