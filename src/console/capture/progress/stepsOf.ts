import { phaseWords } from "../../../wording/phaseWords.ts";
import type { Phase } from "../../../captures/progress/phase.ts";

type PhaseName = Phase["phase"];

/** A step of the way from the alert to the report. */
export interface Step {
  readonly phase: PhaseName;
  readonly label: string;
  readonly state: "done" | "current" | "ahead";
}

const labels: Readonly<Record<PhaseName, string>> = phaseWords;

const order = Object.keys(labels) as readonly PhaseName[];

/** All steps in their order; all of them are ahead before the first phase, or in one that is unknown here. */
export function stepsOf(phase: string | null): readonly Step[] {
  const current = order.findIndex((name) => name === phase);
  return order.map((name, index) => ({
    phase: name,
    label: labels[name],
    state: stateOf(index, current, name),
  }));
}

/** Nothing comes after the last step, so it is done as soon as it is reached. */
function stateOf(index: number, current: number, name: PhaseName): Step["state"] {
  if (index < current || (index === current && name === "done")) return "done";
  return index === current ? "current" : "ahead";
}
