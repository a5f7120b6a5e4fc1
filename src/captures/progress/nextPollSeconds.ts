import type { PollBounds } from "../plan/capturePlan.ts";

/** A capture without an end for this long after its time limit is given up. Its upload may take a while. */
export const graceSeconds = 600;

/** Between the dense beginning and the dense end, the gap is at least this fraction of the time limit. */
const mostSparsePolls = 20;
/** The same for the time after the expected end, until the deadline. */
const mostOverduePolls = 6;
/** Each gap is this fraction of the distance to the nearer of start and expected end. */
const growth = 0.8;

/**
 * Seconds until the next poll of a capture that has run for `elapsedSeconds`: dense after its start and
 * around its expected end, sparse between, and at most 50 polls up to the deadline whatever the limits (a
 * poll of a running capture, whose status is answered later, costs about 16 history events).
 */
export function nextPollSeconds(
  elapsedSeconds: number,
  timeLimitSeconds: number,
  bounds: PollBounds,
): number {
  const remaining = timeLimitSeconds - elapsedSeconds;
  const [stretch, parts] =
    remaining > 0 ? [timeLimitSeconds, mostSparsePolls] : [graceSeconds, mostOverduePolls];
  const longest = Math.max(bounds.maxSeconds, stretch / parts);
  const distance = remaining > 0 ? Math.min(elapsedSeconds, remaining) : -remaining;
  const gap = Math.min(Math.max(distance * growth, bounds.minSeconds), longest);
  // The service takes a moment to notice the end: one poll just after it replaces one just before.
  return remaining > 0 && gap > remaining - bounds.minSeconds ? remaining + 1 : gap;
}
