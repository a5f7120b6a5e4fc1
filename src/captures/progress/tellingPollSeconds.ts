/** Seconds for which an alert waits for the report that tells it: a report may be tried for a day. */
export const mostTellingSeconds = 26 * 3600;

/** Bounds in seconds. A report mostly leaves within a minute of its capture's end. */
const bounds = { least: 5, most: 1800 };

/** Seconds until the next look at the other alert, which has been waited for `elapsedSeconds`. */
export const tellingPollSeconds = (elapsedSeconds: number): number =>
  Math.min(Math.max(elapsedSeconds / 4, bounds.least), bounds.most);
