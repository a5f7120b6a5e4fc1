import type { Deadline } from "./deadline.ts";

/** How often and how long a transient fault is retried before it is reported. */
export interface RetryPolicy {
  /** Attempts in all, the first included. With a deadline of the caller's only time counts. */
  readonly attempts: number;
  readonly firstSeconds: number;
  readonly maxSeconds: number;
  /** No attempt begins later than this after the first, whatever Retry-After asks for. */
  readonly withinSeconds: number;
}

/** About eleven minutes: longer than Azure's usual hiccup, short beside a VM's incident. */
export const patient: RetryPolicy = { attempts: 16, firstSeconds: 2, maxSeconds: 60, withinSeconds: 900 };

/** For steps that are not worth a long wait. */
export const brief: RetryPolicy = { ...patient, attempts: 4, withinSeconds: 600 };

/** For steps that are repeated on a schedule anyway. */
export const once: RetryPolicy = { attempts: 1, firstSeconds: 0, maxSeconds: 0, withinSeconds: 0 };

/** About an hour, for what goes out beside the report. */
export const hourLong: RetryPolicy = {
  attempts: 10,
  firstSeconds: 5,
  maxSeconds: 900,
  withinSeconds: 3600,
};

/** A day, because the report is the product. */
export const persistent: RetryPolicy = {
  attempts: 60,
  firstSeconds: 5,
  maxSeconds: 1800,
  withinSeconds: 86_400,
};

/** Longer Retry-After values are capped here. */
const longestRetryAfter = 3600;

/** With a long deadline the delays grow further, so that the history has at most about this many attempts. */
const mostAttempts = 60;

interface FailedAttempt {
  /** From 1. */
  readonly attempt: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** What the service asks for; it wins over the policy, but not over the deadline. */
  readonly retryAfterSeconds: number | null;
  readonly deadline: Deadline;
  /** Whether the number of attempts does not count. */
  readonly isUncounted: boolean;
}

/** When the next attempt begins and whether it is the last one; null: there is none. */
export function nextAttempt(
  { attempts, firstSeconds, maxSeconds }: RetryPolicy,
  { attempt, now, retryAfterSeconds, deadline, isUncounted }: FailedAttempt,
): { readonly at: Date; readonly isLast: boolean } | null {
  const isCountedOut = (number: number) => !isUncounted && number >= attempts;
  if (isCountedOut(attempt) || now >= deadline.lastAttemptAt) return null;
  const longest = Math.max(maxSeconds, isUncounted ? deadline.seconds / mostAttempts : 0);
  const growing = Math.min(firstSeconds * 2 ** Math.min(attempt - 1, 20), longest);
  const seconds = Math.max(growing, Math.min(retryAfterSeconds ?? 0, longestRetryAfter));
  const at = deadline.cut(new Date(now + seconds * 1000), now);
  const rest = (deadline.lastAttemptAt - at.getTime()) / 1000;
  return { at, isLast: isCountedOut(attempt + 1) || rest < Math.min(maxSeconds, deadline.seconds / 10) };
}
