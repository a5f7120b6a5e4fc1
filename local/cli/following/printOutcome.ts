import { terminal } from "../terminal/terminal.ts";
import { outcomeText, type Places } from "./outcomeText.ts";
import type { AlertOutcome } from "../../../src/captures/outcome/alertOutcome.ts";

/** Prints how an alert ended, in a few lines. */
export function printOutcome(outcome: Partial<AlertOutcome>, places: Places): void {
  for (const { text, tone } of outcomeText(outcome, places)) terminal.print(text, tone);
}
