import { progressText } from "../terminal/progressText.ts";
import type { Phase } from "../../../src/captures/progress/phase.ts";

const names: Readonly<Record<Phase["phase"], string>> = {
  resolving: "Resolving the VM",
  clearing: "Clearing conflicts",
  starting: "Starting the packet capture",
  capturing: "Capturing packets",
  analyzing: "Analyzing the capture file",
  reporting: "Sending the report",
  done: "Done",
};

const width = 30;

/** A phase on one line of so many columns: "  Capturing packets   [####....]  50%". */
export function phaseText(phase: Phase, percent: number | null, columns: number): string {
  const detail = percent === null ? countText(phase) : null;
  if (percent === null && detail === "") return `  ${nameOf(phase)}`;
  const isNarrow = columns < width + 10;
  const name = isNarrow ? nameOf(phase).slice(0, Math.max(columns - 10, 0)) : nameOf(phase).padEnd(width);
  return `  ${name}${isNarrow ? " " : ""}${detail ?? progressText(percent ?? 0, columns - width - 3)}`;
}

/** Another version of the app may know other phases. */
const nameOf = ({ phase }: { readonly phase: string }): string =>
  Object.hasOwn(names, phase) ? names[phase as Phase["phase"]] : phase;

const countText = (phase: Phase): string =>
  "running" in phase ? `${phase.running} of ${phase.total} VMs` : "";
