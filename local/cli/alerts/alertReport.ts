import { PhaseDisplay } from "../following/phaseDisplay.ts";
import { printOutcome } from "../following/printOutcome.ts";
import { terminal } from "../terminal/terminal.ts";
import { decisionText, type AlertAnswer } from "./decisionText.ts";
import type { Phase } from "../../../src/captures/progress/phase.ts";
import type { AppAnswer } from "../app/appClient.ts";
import type { OrchestrationEnd } from "../following/follow.ts";
import type { Places } from "../following/outcomeText.ts";

/** How `npm run alert` and `npm run demo` tell what happens to an alert. */
export interface AlertReport {
  readonly decision: (answer: AppAnswer) => void;
  readonly phase: (phase: Phase) => void;
  readonly redraw: () => void;
  /** The following is over, whether the alert is or not. */
  readonly endPhases: () => void;
  readonly end: (id: string, end: OrchestrationEnd, places: Places) => void;
}

/** For people: the decision, a line for each phase, and a few lines at the end. */
export function alertForPeople(): AlertReport {
  const display = new PhaseDisplay(process.stdout, Date.now);
  return {
    decision({ status, body, text }) {
      const answer: AlertAnswer = Object.keys(body).length === 0 ? { detail: text } : body;
      terminal.print(decisionText(status, answer));
      if (body.whatIf === true) terminal.printJson(body);
    },
    phase(phase) {
      display.show(phase);
    },
    redraw() {
      display.redraw();
    },
    endPhases() {
      display.end();
    },
    end(_id, end, places) {
      terminal.print("");
      if (end.completed) printOutcome(end.outcome, places);
      else terminal.print(`The orchestration ended as ${end.runtimeStatus}: ${textOf(end.output)}`, "bad");
    },
  };
}

const textOf = (output: unknown): string => (typeof output === "string" ? output : JSON.stringify(output));

/** For machines: a line of JSON for the decision, each change of phase, and the end. */
export function alertForMachines(): AlertReport {
  let shown = "";
  return {
    decision({ status, body, text }) {
      const answer = Object.keys(body).length === 0 ? { detail: text } : withoutKeys(body);
      terminal.printJsonLine({ type: "decision", status, ...answer });
    },
    phase(phase) {
      const line = JSON.stringify(phase);
      if (line !== shown) terminal.printJsonLine({ type: "phase", ...phase });
      shown = line;
    },
    redraw: () => undefined,
    endPhases: () => undefined,
    end(id, end, places) {
      const [status, output] = end.completed ? ["Completed", end.outcome] : [end.runtimeStatus, end.output];
      terminal.printJsonLine({ type: "outcome", id, status, output, places });
    },
  };
}

/** The URLs of Durable hold a key that opens every orchestration. */
const withoutKeys = (body: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(body).filter(([name]) => !name.endsWith("Uri")));
