import { realClock, type Clock } from "../../environment/clock.ts";

interface Waiting {
  readonly when: number;
  readonly action: () => void;
  cancel: () => void;
}

/**
 * The machine's clock with an offset. It goes on as that does, and leaps when told to, as if the machine had
 * slept: what falls due on the way happens at the end of the leap, in order.
 */
export class LeapingClock implements Clock {
  #offset: number;
  #waiting: Waiting[] = [];

  /** @param offset milliseconds ahead of the machine's clock; less than 0: behind it */
  constructor(offset: number) {
    this.#offset = offset;
  }

  now(): number {
    return realClock.now() + this.#offset;
  }

  at(when: number, action: () => void): () => void {
    const entry: Waiting = { when, action, cancel: () => undefined };
    this.#waiting.push(entry);
    this.#start(entry);
    return () => {
      this.#forget(entry);
    };
  }

  hold(): () => void {
    return realClock.hold();
  }

  /** So long, in milliseconds, until this clock would show the machine's time. */
  get behind(): number {
    return 0 - this.#offset;
  }

  leap(milliseconds: number): void {
    this.#offset += milliseconds;
    const inOrder = this.#waiting.toSorted((one, other) => one.when - other.when);
    for (const entry of inOrder) {
      entry.cancel();
      this.#start(entry);
    }
  }

  #start(entry: Waiting): void {
    entry.cancel = realClock.at(entry.when - this.#offset, () => {
      this.#forget(entry);
      entry.action();
    });
  }

  #forget(entry: Waiting): void {
    entry.cancel();
    this.#waiting = this.#waiting.filter((other) => other !== entry);
  }
}
