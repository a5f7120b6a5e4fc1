/** How often a transient fault is retried before it is reported. */
export interface RetryPolicy {
  /** Attempts in all, the first included. */
  readonly attempts: number;
  readonly firstSeconds: number;
  readonly maxSeconds: number;
}

/** About eleven minutes: longer than Azure's usual hiccup, short beside a VM's incident. */
export const patient: RetryPolicy = { attempts: 16, firstSeconds: 2, maxSeconds: 60 };

/** For steps that are not worth a long wait. */
export const brief: RetryPolicy = { ...patient, attempts: 4 };

/** For steps that are repeated on a schedule anyway. */
export const once: RetryPolicy = { attempts: 1, firstSeconds: 0, maxSeconds: 0 };

/** About a day, because the report is the product. */
export const persistent: RetryPolicy = { attempts: 60, firstSeconds: 5, maxSeconds: 1800 };

/** Longer Retry-After values are capped here. */
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
