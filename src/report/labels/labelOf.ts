import { toneOf } from "../head/toneOf.ts";
import { findingLabels } from "./findingLabels.ts";
import type { CaptureOutcome } from "../../captures/outcome/captureOutcome.ts";
import type { FindingKind } from "../../pcap/findings/finding.ts";

/** A later release may have stored a kind that this one does not know. */
const known: Readonly<Partial<Record<string, string>>> = findingLabels satisfies Record<FindingKind, string>;

/** What one VM's capture came to, in a word to three: "Scan", "Nothing stands out", "Captured", "Failed". */
export function labelOf(outcome: CaptureOutcome): string {
  const { summary } = outcome;
  if (outcome.outcome === "captured" && summary === null) return "Captured";
  const kind = outcome.outcome === "captured" ? summary?.leading?.kind : undefined;
  return (kind !== undefined && Object.hasOwn(known, kind) ? known[kind] : null) ?? toneOf(outcome).word;
}
