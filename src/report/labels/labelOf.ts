import { toneOf } from "../head/toneOf.ts";
import { findingLabels } from "./findingLabels.ts";
import type { CaptureOutcome } from "../../captures/outcome/captureOutcome.ts";
import type { FindingKind } from "../../pcap/findings/finding.ts";

/** A later release may have stored a kind that this one does not know. */
const known: Readonly<Partial<Record<string, string>>> = findingLabels satisfies Record<FindingKind, string>;

/** What one VM's capture came to, in a word to three: "Scan", "Nothing stands out", "Captured", "Failed". */
export function labelOf(ending: Pick<CaptureOutcome, "outcome" | "summary">): string {
  const { outcome, summary } = ending;
  if (outcome !== "captured") return toneOf(ending).word;
  if (summary === null) return "Captured";
  const { leading } = summary;
  // Its findings are notes that lead nothing.
  if (leading === null) return toneOf({ outcome, summary: { ...summary, findings: [] } }).word;
  return (Object.hasOwn(known, leading.kind) ? known[leading.kind] : null) ?? toneOf(ending).word;
}
