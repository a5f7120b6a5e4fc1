import { setImmediate } from "node:timers/promises";
import { errorText } from "../../environment/errorText.ts";
import type { Clock } from "../../environment/clock.ts";
import type { Log } from "../log.ts";
import type { Gate } from "./gate.ts";

/** Does the work of one key. Returns a function that writes the result; null: nothing to write. */
export type Work<Key> = (key: Key) => Promise<(() => Promise<void>) | null>;

interface WorkQueueOptions<Key> {
  readonly name: string;
  /** How many keys may run at once, at least 1. */
  readonly limit: () => number;
  readonly clock: Clock;
  readonly gate: Gate;
  readonly work: Work<Key>;
  readonly log: Log;
}

/** Delay before work is repeated that failed because of the host itself, for example a full disk. */
const retryMs = 5_000;

/** Runs many keys at once, each only once at a time. Starts and writes nothing while the gate is shut. */
export class WorkQueue<Key extends string | number> {
  readonly #options: WorkQueueOptions<Key>;
  readonly #waiting = new Set<Key>();
  readonly #running = new Set<Key>();
  readonly #again = new Set<Key>();
  #release: (() => void) | null = null;
  #closed = false;
  #abandoned = false;
  #drained: (() => void)[] = [];

  constructor(options: WorkQueueOptions<Key>) {
    this.#options = options;
    options.gate.onChange(() => {
      this.#pump();
    });
  }

  add(key: Key): void {
    if (this.#running.has(key)) this.#again.add(key);
    else this.#waiting.add(key);
    this.#pump();
  }

  /**
   * Starts nothing more. Resolves when nothing runs, or when `timeout` is over; nothing is written after
   * that.
   */
  async close(timeout: Promise<void>): Promise<void> {
    this.#closed = true;
    this.#pump();
    const drained = new Promise<void>((resolve) => this.#drained.push(resolve));
    if (this.#running.size > 0) await Promise.race([drained, timeout]);
    this.#abandoned = true;
  }

  #pump(): void {
    const { clock, gate } = this.#options;
    const limit = this.#options.limit();
    const able = gate.isOpen && !this.#closed;
    if (able && this.#waiting.size > 0) this.#release ??= clock.hold();
    for (const key of this.#waiting) {
      if (!able || this.#running.size >= limit) break;
      this.#waiting.delete(key);
      this.#running.add(key);
      void this.#run(key);
    }
    if (able && this.#waiting.size > 0) return;
    this.#release?.();
    this.#release = null;
  }

  async #run(key: Key): Promise<void> {
    const { clock, name, log } = this.#options;
    const hold = { release: clock.hold() };
    try {
      await this.#perform(key, hold);
    } catch (error) {
      if (this.#abandoned) return;
      log({
        level: "critical",
        category: "Host.Triggers.DurableTask",
        message: `${name} ${key}: ${errorText(error)}`,
      });
      clock.at(clock.now() + retryMs, () => {
        this.add(key);
      });
    }
    this.#running.delete(key);
    if (this.#again.delete(key)) this.#waiting.add(key);
    this.#pump();
    hold.release();
    if (this.#running.size === 0) for (const resolve of this.#drained.splice(0)) resolve();
  }

  async #perform(key: Key, hold: { release: () => void }): Promise<void> {
    const { clock, gate, work } = this.#options;
    // Incoming requests go first, so that a burst of work does not keep callers waiting.
    await setImmediate();
    const write = await work(key);
    if (write === null) return;
    if (!gate.isOpen) {
      hold.release();
      await gate.whenOpen();
      hold.release = clock.hold();
    }
    if (!this.#abandoned) await write();
  }
}
