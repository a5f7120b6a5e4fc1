import type { Clock } from "../../environment/clock.ts";

/** A request's hold on the clock, which it can let go of while it waits for a moment. */
export class Hold {
  readonly #clock: Clock;
  #release: () => void;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#release = clock.hold();
  }

  /** Waits until the moment `when`, and holds the clock again from then on; at once when `gone` is aborted. */
  async until(when: number, gone: AbortSignal): Promise<void> {
    if (gone.aborted) return;
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const goOn = () => {
      this.#release = this.#clock.hold();
      resolve(undefined);
    };
    const cancel = this.#clock.at(when, goOn);
    const leave = () => {
      cancel();
      goOn();
    };
    gone.addEventListener("abort", leave, { once: true });
    this.#release();
    await promise;
    gone.removeEventListener("abort", leave);
  }

  release(): void {
    this.#release();
  }
}
