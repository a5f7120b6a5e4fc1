/** The packets from before a capture, of the ring of an armed VM: at most 2 KiB of JSON with the times. */
export interface BeforeCapture {
  /** Of the first and the last packet that were read with the capture, ISO 8601; null without any. */
  readonly from: string | null;
  readonly to: string | null;
  readonly packets: number;
  /** From the ring's last packet to the capture's first; 0: the ring reaches into the capture. */
  readonly gapSeconds: number | null;
  /** URLs of the ring's files, the newest first, as many as fit. */
  readonly files: readonly string[];
  /** Further files that are not listed. */
  readonly moreFiles: number;
  /** What was not read and why, or why there is nothing, in a sentence; null: everything was read. */
  readonly problem: string | null;
}
