import type { Site } from "../site/site.ts";

/** Time that two or three steps need on a slow host, while the capture runs. */
const leastSeconds = 12;

/** The obstacle of scenarios that do something to a running capture. */
export const needsTime = ({ lengths }: Site): string | null =>
  lengths.long >= leastSeconds
    ? null
    : `the app's time limit of ${lengths.long} s ends captures too soon; it needs CAPTURE_TIME_LIMIT_SECONDS of ${leastSeconds} or more`;
