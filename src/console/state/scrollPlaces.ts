/** What of a browser's history and window is needed. */
interface OfHistory {
  readonly state: unknown;
  scrollRestoration: "auto" | "manual";
  readonly replaceState: (state: unknown, title: string) => void;
}

interface OfWindow {
  readonly scrollY: number;
}

/**
 * Where each entry of the history was scrolled to. A browser restores it before the screen is drawn, when
 * there is nothing to scroll yet.
 */
export class ScrollPlaces {
  readonly #history: OfHistory;
  readonly #window: OfWindow;
  readonly #tops = new Map<number, number>();
  #last = 0;

  constructor(history: OfHistory, window: OfWindow) {
    this.#history = history;
    this.#window = window;
    history.scrollRestoration = "manual";
    this.enter();
  }

  /** Where the entry that the viewer has come to was; 0 for a new one. */
  enter(): number {
    const entry = this.#entry;
    if (entry !== null) return this.#tops.get(entry) ?? 0;
    this.#last += 1;
    this.#history.replaceState({ entry: this.#last }, "");
    return 0;
  }

  keep(): void {
    const entry = this.#entry;
    if (entry !== null) this.#tops.set(entry, this.#window.scrollY);
  }

  get #entry(): number | null {
    const { state } = this.#history;
    if (typeof state !== "object" || state === null || !("entry" in state)) return null;
    // After a reload the entries of before are still there.
    return typeof state.entry === "number" && state.entry <= this.#last ? state.entry : null;
  }
}
