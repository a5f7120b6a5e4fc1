import { outcomeOfToday, type StoredOutcome } from "../summary/outcomeOfToday.ts";
import type { CaptureOutcome } from "../outcome/captureOutcome.ts";

const isOutcome = (value: unknown): value is StoredOutcome =>
  typeof value === "object" &&
  value !== null &&
  "vmId" in value &&
  typeof value.vmId === "string" &&
  "outcome" in value &&
  (value.outcome === "captured" || value.outcome === "failed" || value.outcome === "skipped");

/** The outcome of one VM's orchestration in today's form; null where its output is none. */
export const storedOutcome = (output: unknown): CaptureOutcome | null =>
  isOutcome(output) ? outcomeOfToday(output) : null;

/** The outcomes in the output of an alert's orchestration, in today's form. */
export function storedOutcomes(output: unknown): readonly CaptureOutcome[] {
  if (typeof output !== "object" || output === null || !("captures" in output)) return [];
  const { captures } = output;
  return Array.isArray(captures) ? captures.filter(isOutcome).map(outcomeOfToday) : [];
}
