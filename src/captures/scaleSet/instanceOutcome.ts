/** How the capture of one instance of a scale set ended. */
export interface InstanceOutcome {
  /** As the scale set has it: "0", "17". */
  readonly id: string;
  /**
   * "gone": it does not exist, or no longer, or stopped meanwhile. "skipped": it was not captured by
   * decision, as it is off, without the agent, or one too many.
   */
  readonly outcome: "captured" | "failed" | "gone" | "skipped";
  readonly fileUrl: string | null;
  readonly bytes: number | null;
  /** Why there is no file, or no analysis of it; null when all went well. */
  readonly error: string | null;
  /** What the analysis of its file leads with; null without one. */
  readonly lead: string | null;
}

/** The instances of a captured scale set; null for a VM. */
export interface InstanceOutcomes {
  /** The gravest lead first; at most 2 KiB of JSON: leads, then URLs are null from the last one on. */
  readonly instances: readonly InstanceOutcome[] | null;
  /** URL of the folder below which the files of all of them lie; null where none was found. */
  readonly instanceFolder: string | null;
  /** The instance to which `fileUrl`, `bytes`, `sha256` and `summary` of the capture belong; null: none. */
  readonly leadingInstance: string | null;
}
