/** How long a passing fault is waited out before it is reported. */
export interface RetryPolicy {
  /** Attempts in all, the first included. */
  readonly attempts: number;
  readonly firstSeconds: number;
  readonly maxSeconds: number;
}

/** Eleven minutes or so: longer than Azure's usual hiccup, short beside a VM's incident. */
export const patient: RetryPolicy = { attempts: 16, firstSeconds: 2, maxSeconds: 60 };

/** A side step that is worth little waiting. */
export const brief: RetryPolicy = { ...patient, attempts: 4 };

/** Asked again anyway, on its own schedule. */
export const once: RetryPolicy = { attempts: 1, firstSeconds: 0, maxSeconds: 0 };

/** About a day: the report is the product. */
export const persistent: RetryPolicy = { attempts: 60, firstSeconds: 5, maxSeconds: 1800 };

/** A Retry-After beyond this is not believed. */
const longestRetryAfter = 3600;

/** Seconds to wait after the failed attempt number `attempt` (from 1); a Retry-After of the service wins. */
export function retryDelaySeconds(
  policy: RetryPolicy,
  attempt: number,
  retryAfterSeconds: number | null,
): number {
  const growing = Math.min(policy.firstSeconds * 2 ** Math.min(attempt - 1, 20), policy.maxSeconds);
  return Math.max(growing, Math.min(retryAfterSeconds ?? 0, longestRetryAfter));
}
