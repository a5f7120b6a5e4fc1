import type { RetryPolicy } from "./retryPolicy.ts";

/**
 * An activity as orchestrators see it: its name, its input and output types, how long transient faults are
 * retried.
 */
export interface Activity<Input, Output extends object> {
  readonly name: string;
  readonly retry: RetryPolicy;
  /** Never set: carries the types. */
  readonly types?: (input: Input) => Output;
}

export const activity = <Input, Output extends object>(
  name: string,
  retry: RetryPolicy,
): Activity<Input, Output> => ({ name, retry });
