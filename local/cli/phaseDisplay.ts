import type { Phase } from "../../src/captures/progress/phase.ts";

const words: Readonly<Record<Phase["phase"], string>> = {
  resolving: "Resolving the VM",
  clearing: "Clearing conflicts",
  starting: "Starting the packet capture",
  capturing: "Capturing packets",
  analyzing: "Analyzing the capture file",
  reporting: "Sending the report",
  done: "Done",
};

const barWidth = 30;

function bar(percent: number): string {
  const full = Math.round((percent / 100) * barWidth);
  return `[${"#".repeat(full)}${".".repeat(barWidth - full)}] ${String(percent).padStart(3)} %`;
}

/** Tells phases on the terminal, one line each; the capture's is a progress bar, redrawn in place where the output is a terminal. */
export function phaseDisplay(output: NodeJS.WriteStream): { tell: (phase: Phase) => void; end: () => void } {
  let shown: Phase["phase"] | null = null;
  let open = false;
  const endLine = () => {
    if (open) output.write("\n");
    open = false;
  };
  return {
    tell(phase) {
      const redraw = shown === phase.phase && output.isTTY && open;
      if (redraw) output.write("\r");
      else endLine();
      shown = phase.phase;
      output.write(`  ${words[phase.phase].padEnd(30)}${detail(phase)}`);
      open = true;
    },
    end: endLine,
  };
}

function detail(phase: Phase): string {
  if (!("endsAt" in phase) && !("running" in phase)) return "";
  return "endsAt" in phase ? bar(phase.percent) : `${phase.running} of ${phase.total} VMs`;
}
