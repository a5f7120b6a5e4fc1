/** Another alert may take so long to start the capture that this one then follows. */
export const mostClearingSeconds = 900;

/** Bounds in seconds: a start takes a second or two, the deletion of a session 10 to 30. */
const bounds = { least: 2, most: 15 };

/** Seconds until the sessions are looked at again, after the look number `poll` (from 1). */
export const clearingDelaySeconds = (poll: number): number =>
  Math.min(bounds.least + Math.floor(poll / 2), bounds.most);
