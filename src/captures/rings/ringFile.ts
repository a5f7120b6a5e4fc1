/** A file of a ring in storage. */
export interface RingFile {
  readonly fileUrl: string;
  readonly bytes: number;
  /** When storage had it whole, ISO 8601: its packets are no younger. */
  readonly writtenAt: string;
}

/** The files of a ring. */
export interface RingFiles {
  /** Oldest first. */
  readonly files: readonly RingFile[];
  /** What is missing, in a sentence; null: nothing. */
  readonly problem: string | null;
}
