import { progressText } from "./progressText.ts";
import { terminalText } from "./terminal/terminalText.ts";
import type { Phase } from "../../src/captures/progress/phase.ts";

const names: Readonly<Record<Phase["phase"], string>> = {
  resolving: "Resolving the VM",
  clearing: "Clearing conflicts",
  starting: "Starting the packet capture",
  capturing: "Capturing packets",
  analyzing: "Analyzing the capture file",
  reporting: "Sending the report",
  done: "Done",
};

/** Prints one line for each phase. A terminal redraws the line of a phase that makes progress. */
export function phaseDisplay(output: NodeJS.WriteStream): {
  show: (phase: Phase) => void;
  end: () => void;
} {
  let shown: Phase["phase"] | null = null;
  let open = false;
  const endLine = () => {
    if (open) output.write("\n");
    open = false;
  };
  return {
    show(phase) {
      const redraw = shown === phase.phase && output.isTTY && open;
      if (redraw) output.write("\r");
      else endLine();
      shown = phase.phase;
      output.write(terminalText.line(`  ${nameOf(phase).padEnd(30)}${detail(phase)}`));
      open = true;
    },
    end: endLine,
  };
}

/** Another version of the app may know other phases. */
const nameOf = ({ phase }: { readonly phase: string }): string =>
  Object.hasOwn(names, phase) ? names[phase as Phase["phase"]] : phase;

function detail(phase: Phase): string {
  if (!("endsAt" in phase) && !("running" in phase)) return "";
  return "endsAt" in phase ? progressText(phase.percent) : `${phase.running} of ${phase.total} VMs`;
}
