import type { CaptureOutcome } from "./captureOutcome.ts";

type Kind = CaptureOutcome["outcome"];

/** How many VMs ended how, in the order in which people read it. */
export function countOutcomes(captures: readonly CaptureOutcome[]): Readonly<Record<Kind, number>> {
  const count = (kind: Kind) => captures.filter(({ outcome }) => outcome === kind).length;
  return { captured: count("captured"), failed: count("failed"), skipped: count("skipped") };
}
