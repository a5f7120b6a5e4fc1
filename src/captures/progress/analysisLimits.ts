/**
 * What an analysis may take. A function that reaches functionTimeout in host.json, ten minutes, is killed
 * together with its process and everything else in it, so the three waits of one try stay below that.
 */
export const analysisLimits = {
  /** Analyses in one process of the app at a time; others wait. */
  atOnce: 2,
  /** To wait for others; after that the step is retried. */
  turnSeconds: 100,
  /**
   * To read the file; what has been read by then is summarised. A GiB takes seconds to analyze, and needs 29
   * Mbit/s to arrive in this time.
   */
  readingSeconds: 300,
  /** To end after that; then the analysis is killed. */
  endingSeconds: 30,
  /**
   * Of all tries, until the report is sent without the analysis. The message of a step whose process died
   * comes back after about five minutes, and finds that a second try is refused.
   */
  inAllSeconds: 900,
  /** Of the process of one analysis, as the system counts it; an ordinary one takes half of it. */
  memoryBytes: 256 * 1024 * 1024,
};
