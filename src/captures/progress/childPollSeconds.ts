/** Bounds in seconds: a VM's orchestration that was terminated is noticed within half a minute. */
const bounds = { least: 2, most: 20 };

/**
 * Seconds until the next look at the orchestrations of an alert's VMs, which have run for `elapsedSeconds`:
 * denser in the beginning, when a refused capture ends.
 */
export const childPollSeconds = (elapsedSeconds: number): number =>
  Math.min(Math.max(elapsedSeconds / 4, bounds.least), bounds.most);
