/** The times by which rings are kept, in seconds. */
export const ringTimes = {
  /** The status of a new session is queried after so long, and again until it runs. */
  confirming: 60,
  /** That of a running one so often. */
  checking: 300,
  /** A session that is to end in less is stopped, so that the next one can begin, */
  renewing: 60,
  /** or by up to so much earlier, for each VM another time. */
  renewingEarlier: 3600,
  /** A session that was asked to stop is looked at so often, */
  ending: 10,
  /** asked again so often, */
  stoppingAgain: 60,
  /** and deleted when it has not ended by then: no VM stays without a ring for one that never ends. */
  endingAtMost: 600,
  /** The service may list a session, or know its status, only so long after it was accepted. */
  listing: 120,
  /** A session that does not run by then has failed. */
  startingAtMost: 300,
  /** The alert that has taken a session sees its status for so long. */
  claimed: 900,
  /** A session that ended no longer ago has packets from before an alert. */
  recent: 600,
  /** A fault is over when a ring has run for so long. */
  sound: 600,
  /** An email about faults is sent so often at most. */
  reporting: 1800,
  /** A deletion that failed is tried again after so long. */
  removingAgain: 300,
} as const;

export const secondsFrom = (time: string, now: string): number => (Date.parse(now) - Date.parse(time)) / 1000;

export const secondsAfter = (time: string, seconds: number): string =>
  new Date(Date.parse(time) + seconds * 1000).toISOString();
