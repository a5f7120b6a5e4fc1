import type { Clock } from "../../environment/clock.ts";

/** A request's hold on the clock. It can be released while the request waits. */
export class Hold {
  readonly #clock: Clock;
  #release: () => void;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#release = clock.hold();
  }

  /** Waits until `when`, then holds the clock again. It ends early when `gone` is aborted. */
  async until(when: number, gone: AbortSignal): Promise<void> {
    if (gone.aborted) return;
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const resume = () => {
      this.#release = this.#clock.hold();
      resolve(undefined);
    };
    const cancel = this.#clock.at(when, resume);
    const disconnect = () => {
      cancel();
      resume();
    };
    gone.addEventListener("abort", disconnect, { once: true });
    this.#release();
    await promise;
    gone.removeEventListener("abort", disconnect);
  }

  release(): void {
    this.#release();
  }
}
