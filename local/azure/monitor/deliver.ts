import { callTimeoutMs, post, type PostResult } from "./post.ts";
import type { Clock } from "../../environment/clock.ts";

export interface DeliveryOptions {
  readonly url: string;
  readonly payload: unknown;
  readonly clock: Clock;
  /** Timeout of one call, on the machine's clock. */
  readonly timeoutMs?: number;
}

export interface DeliveryAttempt extends PostResult {
  /** ISO 8601. */
  readonly at: string;
}

/** An action group retries after these delays: five times at most. */
const retryDelaysSeconds = [5, 20, 5, 40, 5];
/** Any other status is final: the alert is delivered or lost. */
const passingStatuses: readonly number[] = [408, 429, 503, 504];

/**
 * Delivers a payload as an action group does. The clock stands still during a call and runs between calls.
 * https://learn.microsoft.com/azure/azure-monitor/alerts/action-groups
 */
export async function deliver(options: DeliveryOptions): Promise<DeliveryAttempt[]> {
  const { url, payload, clock, timeoutMs = callTimeoutMs } = options;
  const body = Buffer.from(JSON.stringify(payload));
  const attempts: DeliveryAttempt[] = [];
  let release = clock.hold();
  try {
    for (const delay of [...retryDelaysSeconds, null]) {
      const at = new Date(clock.now()).toISOString();
      const result = await post(url, body, timeoutMs);
      attempts.push({ at, ...result });
      if (delay === null || !isPassing(result)) break;
      const nextTurn = heldAt(clock, clock.now() + delay * 1000);
      release();
      release = await nextTurn;
    }
  } finally {
    release();
  }
  return attempts;
}

const isPassing = ({ status }: PostResult) => status === null || passingStatuses.includes(status);

/** Resolves at `when` with the release of a hold on the clock that begins then. */
const heldAt = (clock: Clock, when: number) =>
  new Promise<() => void>((resolve) => {
    clock.at(when, () => {
      resolve(clock.hold());
    });
  });
