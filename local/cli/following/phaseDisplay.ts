import { redrawText } from "../terminal/redrawText.ts";
import { terminalText } from "../terminal/terminalText.ts";
import { phaseProgress, type SeenPhase } from "./phaseProgress.ts";
import { phaseText } from "./phaseText.ts";
import type { Phase } from "../../../src/captures/progress/phase.ts";

const usualColumns = 80;
/** Where nothing can be redrawn, progress is a line for each quarter. */
const quarter = 25;

/**
 * Shows one line for each phase. A terminal redraws the line of a capture while it makes progress, also when
 * the app tells nothing new; elsewhere lines are added, and no control codes are written.
 */
export class PhaseDisplay {
  readonly #output: NodeJS.WriteStream;
  readonly #now: () => number;
  #seen: SeenPhase | null = null;
  #shown = "";

  constructor(output: NodeJS.WriteStream, now: () => number) {
    this.#output = output;
    this.#now = now;
  }

  /** A phase, whenever the app has told it, the same one too. */
  show(phase: Phase): void {
    if (JSON.stringify(phase) === JSON.stringify(this.#seen?.phase)) {
      this.redraw();
      return;
    }
    if (this.#seen !== null && this.#seen.phase.phase !== phase.phase) this.#finish();
    this.#seen = { phase, at: this.#now() };
    this.redraw();
  }

  /** Moves the present phase on with the clock. */
  redraw(): void {
    if (this.#seen !== null) this.#write(this.#seen.phase, phaseProgress(this.#seen, this.#now()));
  }

  /** The last line is over, with the phase as it stands. */
  end(): void {
    if (this.#output.isTTY && this.#shown !== "") this.#output.write("\n");
    this.#shown = "";
    this.#seen = null;
  }

  /** The next phase has begun, so this one is complete. */
  #finish(): void {
    if (this.#seen !== null && "endsAt" in this.#seen.phase) this.#write(this.#seen.phase, 100);
    this.end();
  }

  #write(phase: Phase, percent: number | null): void {
    const isRedrawn = this.#output.isTTY;
    const columns = isRedrawn ? this.#output.columns : usualColumns;
    const step = isRedrawn || percent === null ? percent : Math.floor(percent / quarter) * quarter;
    const text = phaseText(phase, step, columns);
    if (text === this.#shown) return;
    this.#shown = text;
    this.#output.write(isRedrawn ? redrawText(text, columns) : `${terminalText.line(text)}\n`);
  }
}
