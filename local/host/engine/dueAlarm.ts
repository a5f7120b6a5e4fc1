import type { Clock } from "../../environment/clock.ts";

/** Rings at the earliest time that it was given. */
export class DueAlarm {
  readonly #clock: Clock;
  readonly #ring: () => void;
  #set: { readonly at: number; readonly cancel: () => void } | null = null;

  constructor(clock: Clock, ring: () => void) {
    this.#clock = clock;
    this.#ring = ring;
  }

  notLaterThan(at: number): void {
    if (this.#set !== null && this.#set.at <= at) return;
    this.#set?.cancel();
    const cancel = this.#clock.at(at, () => {
      this.#set = null;
      this.#ring();
    });
    this.#set = { at, cancel };
  }

  stop(): void {
    this.#set?.cancel();
    this.#set = null;
  }
}
