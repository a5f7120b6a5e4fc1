import { failureFix } from "./failureFix.ts";
import type { CaptureOutcome } from "../../../captures/outcome/captureOutcome.ts";

type Labelled = readonly [label: string, value: string | null, note?: string];

/** The code, where its entry is, and the resources that the cause names; empty of a capture. */
export function failureDetails(outcome: CaptureOutcome): readonly Labelled[] {
  const { code } = outcome;
  if (code === null) return [];
  return [
    ["Code", code],
    ["Runbook", `docs/runbook.md, entry ${code}`],
    ...failureFix(outcome).ids.map((one): Labelled => ["Resource", one]),
  ];
}
