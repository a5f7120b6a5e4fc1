import type { Clock } from "../../environment/clock.ts";

/** Rings at the earliest time that it was given. */
export class DueAlarm {
  readonly #clock: Clock;
  readonly #ring: () => void;
  #stopped = false;
  #set: { readonly at: number; readonly cancel: () => void } | null = null;

  constructor(clock: Clock, ring: () => void) {
    this.#clock = clock;
    this.#ring = ring;
  }

  notLaterThan(at: number): void {
    if (this.#stopped || (this.#set !== null && this.#set.at <= at)) return;
    this.#set?.cancel();
    const cancel = this.#clock.at(at, () => {
      this.#set = null;
      this.#ring();
    });
    this.#set = { at, cancel };
  }

  /** It never rings again. */
  stop(): void {
    this.#stopped = true;
    this.#set?.cancel();
    this.#set = null;
  }
}
