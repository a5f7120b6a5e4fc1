/** A VM whose capture has not ended yet. */
export interface RunningVm {
  /** Its ARM id, or a computer's name that is being looked up. */
  readonly vmId: string;
  readonly vmName: string;
  /** As in its custom status; null until its first step. */
  readonly phase: string | null;
  /** When the capture is expected to end, ISO 8601; null where that is not known. */
  readonly endsAt: string | null;
}
