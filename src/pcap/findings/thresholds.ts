/**
 * From when on something is a finding. One table, so that the reasons can be compared; every value has its
 * reason. Shares are from 0 to 1.
 */
export const thresholds = {
  /** A peer with less of the bytes is one of several, and answers no alert. */
  answeringShare: 0.2,
} as const;
