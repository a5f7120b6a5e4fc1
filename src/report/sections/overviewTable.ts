import { toneOf } from "../head/toneOf.ts";
import { endingOf } from "./endingOf.ts";
import type { CaptureOutcome } from "../../captures/outcome/captureOutcome.ts";
import type { Block } from "../section.ts";

/** The name by which the email links to the section of a VM. */
export const anchorOf = (index: number): string => `vm-${index + 1}`;

/** Each of several VMs in a row: how it ended and its lead. */
export const overviewTable = (captures: readonly CaptureOutcome[]): Block => ({
  kind: "table",
  title: null,
  columns: [
    { name: "VM", short: false },
    { name: "Severity", short: true },
    { name: "Ending and lead", short: false },
  ],
  rows: captures.map((outcome, index) => [
    { text: outcome.vmName, href: `#${anchorOf(index)}` },
    { text: toneOf(outcome).word },
    { text: endingOf(outcome).brief, note: outcome.summary?.lead ?? null },
  ]),
  more: null,
});
