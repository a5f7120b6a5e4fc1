import type { CaptureAnalysis } from "../outcome/captureAnalysis.ts";

/** The analyses of the files of a session's instances. */
export interface InstanceAnalyses {
  /** Those that came to an end, the gravest lead first; or why there is none. */
  readonly instances: readonly {
    readonly id: string;
    readonly lead: string | null;
    readonly error: string | null;
  }[];
  /** The gravest one; null: no file could be analyzed. */
  readonly leading: { readonly id: string; readonly analysis: CaptureAnalysis } | null;
}
