import type { ReportFacts } from "./reportFacts.ts";
import type { RunningVm } from "./runningVm.ts";

/** Everything that a capture's page is rendered from. */
export interface PageFacts extends ReportFacts {
  readonly running: readonly RunningVm[];
  /** The instance whose report tells this alert, or the digest; null: its own does. */
  readonly reportedIn: string | null;
}
