import { ReplayFailure } from "./plan.ts";
import type { RetryOptions } from "../protocol/action.ts";
import type { Coroutine, Task } from "./task.ts";

interface Retrying {
  /** Name of the function. */
  readonly name: string;
  readonly options: RetryOptions;
  readonly now: () => number;
  readonly wait: (until: number) => Task;
  readonly attempt: () => Task;
}

/**
 * Calls until it succeeds or attempts run out. A timer follows even the last failure: the library expects it.
 */
export function* retrying({ name, options, now, wait, attempt }: Retrying): Coroutine {
  const started = now();
  for (let number = 1; ; number += 1) {
    const failed = yield attempt();
    if (!failed) return false;
    const last = number >= options.maxNumberOfAttempts;
    if (!last && now() >= started + (options.retryTimeoutInMilliseconds ?? Infinity))
      throw new ReplayFailure(
        `Local host: the retryTimeoutInMilliseconds of '${name}' is exceeded. ` +
          "The real Durable host hangs here (azure-functions-durable-js 629). Limit retries by attempts.",
      );
    yield wait(last ? now() : now() + delayMs(options, number));
    if (last) return true;
  }
}

function delayMs(options: RetryOptions, attempt: number): number {
  const growing =
    options.firstRetryIntervalInMilliseconds * (options.backoffCoefficient ?? 1) ** (attempt - 1);
  return Math.min(growing, options.maxRetryIntervalInMilliseconds ?? Infinity);
}
