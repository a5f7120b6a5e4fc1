import type { AlertOutcome } from "../captures/outcome/alertOutcome.ts";
import type { CaptureOutcome } from "../captures/outcome/captureOutcome.ts";
import type { LeftOut } from "../captures/scaleSet/leftOut.ts";
import type { PageModel } from "../report/pageModel.ts";

/** One VM of a capture, for people and scripts: its progress, or how it ended. */
export interface VmView extends Partial<CaptureOutcome> {
  readonly vmId: string;
  readonly phase: string | null;
  readonly percent: number | null;
  readonly endsAt: string | null;
}

/** One alert or request, from its acceptance to its end. */
export interface CaptureView {
  readonly id: string;
  /** Durable's runtime status in lower case: "running", "completed", "failed", "terminated", … */
  readonly status: string;
  readonly phase: string | null;
  readonly percent: number | null;
  readonly alert: {
    readonly rule: string | null;
    readonly severity: string | null;
    readonly firedAt: string | null;
  } | null;
  /** When the alert resolved, where that was told while it was captured; null: not known. ISO 8601. */
  readonly resolvedAt: string | null;
  readonly vms: readonly VmView[];
  /** VMs beyond those that one alert captures; absent where there are none, or it has not ended. */
  readonly leftOut?: LeftOut;
  readonly report: AlertOutcome["report"] | null;
  /** The instance whose report tells this one; null: its own does. */
  readonly reportedIn: string | null;
  /** Why the orchestration itself failed or was terminated. */
  readonly error: string | null;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly updatedAt: string;
  /** The same in words, as the email has it; with `include=page` only. */
  readonly page?: PageModel;
}
