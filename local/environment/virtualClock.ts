import { setImmediate } from "node:timers/promises";
import type { Clock } from "./clock.ts";

/** After this many turns of the event loop without a hold, nothing is considered runnable. */
const quietTurns = 5;

interface Due {
  readonly when: number;
  readonly action: () => void;
}

/** A clock that moves only on demand, from one due time to the next, and never while work is running. */
export class VirtualClock implements Clock {
  #now: number;
  #due: Due[] = [];
  #holds = 0;
  #released: (() => void)[] = [];

  constructor(start: number) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  at(when: number, action: () => void): () => void {
    const entry: Due = { when, action };
    const later = this.#due.findIndex((other) => other.when > when);
    this.#due.splice(later < 0 ? this.#due.length : later, 0, entry);
    return () => {
      this.#due = this.#due.filter((other) => other !== entry);
    };
  }

  hold(): () => void {
    this.#holds += 1;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#holds -= 1;
      if (this.#holds === 0) for (const resume of this.#released.splice(0)) resume();
    };
  }

  /** Waits until nothing is runnable any more. Time does not move. */
  async settle(): Promise<void> {
    for (let turns = 0; turns < quietTurns; turns += 1) {
      while (this.#holds > 0) {
        await new Promise<void>((resolve) => this.#released.push(resolve));
        turns = 0;
      }
      await setImmediate();
    }
  }

  /** Moves time forward by `milliseconds`; everything due on the way happens in order. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    await this.settle();
    while (this.#due[0] !== undefined && this.#due[0].when <= end) await this.#next();
    this.#now = end;
  }

  /** Moves time forward as if the machine had slept: what falls due on the way happens at its end. */
  async sleep(milliseconds: number): Promise<void> {
    await this.settle();
    this.#now += milliseconds;
    await this.advance(0);
  }

  /**
   * Moves from one due time to the next until `done` is true.
   * @throws Error when nothing is due any more, or after `limit` milliseconds of virtual time.
   */
  async runUntil(done: () => boolean | Promise<boolean>, limit = 7 * 86_400_000): Promise<void> {
    const end = this.#now + limit;
    await this.settle();
    while (!(await done())) {
      if (this.#due[0] === undefined)
        throw new Error("Nothing is due any more, and the condition is still false.");
      if (this.#due[0].when > end) throw new Error(`The condition is still false after ${limit} ms.`);
      await this.#next();
    }
  }

  async #next(): Promise<void> {
    const entry = this.#due.shift();
    if (entry === undefined) return;
    this.#now = Math.max(this.#now, entry.when);
    entry.action();
    await this.settle();
  }
}
