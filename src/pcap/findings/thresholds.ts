/**
 * From when on something is a finding. One table, so that the reasons can be compared; every value has its
 * reason. Shares are from 0 to 1.
 */
export const thresholds = {
  // The answer and the lead.
  /** A peer with less of the bytes is one of several, and answers no alert. */
  answeringShare: 0.2,
  /** A peer with less than half of the bytes does not displace a scan or a dead service from the lead. */
  leadingShare: 0.5,
  /** What a peer may lack up to this share is no more than the rounding of its own share. */
  negligibleMissing: 0.01,
} as const;
