import { momentText } from "../../wording/momentText.ts";
import { phaseWord } from "../labels/phaseWord.ts";
import { paragraph, type Section } from "../section.ts";
import type { RunningVm } from "../runningVm.ts";

/** A VM whose capture has not ended yet. */
export function runningSection(
  { vmId, vmName, phase, endsAt }: RunningVm,
  timeZone: string,
  anchor: string,
): Section {
  const end = endsAt === null ? "" : `, until ${momentText(endsAt, timeZone)} at the latest`;
  const word = phaseWord(phase);
  return {
    heading: `${vmName}: ${word.toLowerCase()}`,
    tone: "neutral",
    ...{ part: "verdict", vm: vmId, anchor },
    blocks: [paragraph(`${word}${end}.`, "Running")],
  };
}
