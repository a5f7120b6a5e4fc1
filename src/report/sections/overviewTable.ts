import { toneOf } from "../head/toneOf.ts";
import { phaseWord } from "../labels/phaseWord.ts";
import { endingOf } from "./endingOf.ts";
import { capitalized, targetName } from "./instances/targetName.ts";
import type { CaptureOutcome } from "../../captures/outcome/captureOutcome.ts";
import type { RunningVm } from "../runningVm.ts";
import type { Block } from "../section.ts";

/** The name by which the email links to the section of a VM. */
export const anchorOf = (index: number): string => `vm-${index + 1}`;

/** Each of several VMs in a row: how it ended and its lead, or how far it is. */
export const overviewTable = (
  captures: readonly CaptureOutcome[],
  running: readonly RunningVm[] = [],
): Block => ({
  kind: "table",
  title: null,
  columns: [
    { name: "VM", short: false },
    { name: "Severity", short: true },
    { name: "Ending and lead", short: false },
  ],
  rows: [
    ...captures.map((outcome, index) => [
      { text: capitalized(targetName(outcome)), href: `#${anchorOf(index)}` },
      { text: toneOf(outcome).word },
      { text: endingOf(outcome).brief, note: outcome.summary?.lead ?? null },
    ]),
    ...running.map(({ vmName, phase }, index) => [
      { text: vmName, href: `#${anchorOf(captures.length + index)}` },
      { text: "Running" },
      { text: phaseWord(phase) },
    ]),
  ],
  more: null,
});
