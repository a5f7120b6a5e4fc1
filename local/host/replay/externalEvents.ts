import { Task } from "./task.ts";

/**
 * Waiters and early events by name, in any casing. The newest waiter gets an event; early events keep their
 * order.
 */
export class ExternalEvents {
  readonly #waiters = new Map<string, Task[]>();
  readonly #early = new Map<string, number>();

  wait(name: string): Task {
    const key = name.toLowerCase();
    const task = new Task();
    const early = this.#early.get(key) ?? 0;
    if (early > 0) {
      this.#early.set(key, early - 1);
      task.settle();
    } else this.#waiters.set(key, [...(this.#waiters.get(key) ?? []), task]);
    return task;
  }

  raise(name: string): void {
    const key = name.toLowerCase();
    const waiter = this.#waiters.get(key)?.pop();
    if (waiter === undefined) this.#early.set(key, (this.#early.get(key) ?? 0) + 1);
    else waiter.settle();
  }
}
