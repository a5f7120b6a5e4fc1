import type { Store } from "./store.ts";

interface Waiting {
  /** Makes the change. Returns a function to call once it is on disk. */
  readonly change: () => () => void;
  readonly fail: (error: unknown) => void;
}

/**
 * Writes simultaneous changes in one transaction, because waiting for the disk is what costs time. A change
 * that throws is undone on its own.
 */
export class GroupCommit {
  readonly #store: Store;
  #waiting: Waiting[] = [];
  /** End and duration of the last write in milliseconds, on the machine's clock. */
  #last = { end: 0, took: 0 };

  constructor(store: Store) {
    this.#store = store;
  }

  /** Resolves with the change's result once it is on disk. */
  add<Result>(change: () => Result): Promise<Result> {
    return new Promise((resolve, reject) => {
      if (this.#waiting.length === 0) this.#schedule();
      const run = () => {
        const result = change();
        return () => {
          resolve(result);
        };
      };
      this.#waiting.push({ change: run, fail: reject });
    });
  }

  /**
   * Between two writes, work gets at least the time that the last write took; so a slow disk gets larger
   * groups.
   */
  #schedule(): void {
    const write = () => {
      this.#write();
    };
    const pause = this.#last.end + this.#last.took - performance.now();
    if (pause < 1) setImmediate(write);
    else setTimeout(write, pause);
  }

  #write(): void {
    const start = performance.now();
    const group = this.#waiting;
    this.#waiting = [];
    try {
      const committed = this.#store.transaction(() => group.map((waiting) => this.#apply(waiting)));
      for (const resolve of committed) resolve();
    } catch (error) {
      for (const { fail } of group) fail(error);
    }
    const end = performance.now();
    this.#last = { end, took: end - start };
  }

  #apply({ change, fail }: Waiting): () => void {
    try {
      return this.#store.savepoint(change);
    } catch (error) {
      return () => {
        fail(error);
      };
    }
  }
}
