import type { CaptureOutcome } from "../../../captures/outcome/captureOutcome.ts";

/** When the alert fired, milliseconds since the epoch; NaN where that is not known. */
export const alertTime = ({ summary, times }: Pick<CaptureOutcome, "summary" | "times">): number =>
  Date.parse(summary?.moment?.at ?? times.firedAt ?? "");
