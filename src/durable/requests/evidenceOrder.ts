import type { EvidenceFacts } from "../../captures/evidence/evidenceRecord.ts";
import type { CaptureOutcome } from "../../captures/outcome/captureOutcome.ts";

/** The capture whose evidence record is written beside its file. */
export interface EvidenceOrder {
  /** What is common to the captures of the alert. */
  readonly facts: Omit<EvidenceFacts, "captures">;
  /** Without the lists of its summary. */
  readonly capture: CaptureOutcome & { readonly fileUrl: string };
}
