import type { Store } from "./store.ts";

interface Waiting {
  /** Makes its changes; returns what tells whoever waits that they are safe. */
  readonly change: () => () => void;
  readonly fail: (error: unknown) => void;
}

/**
 * Writes changes of the same moment in one transaction, because it is the wait for the disk that costs. A change that
 * throws is undone alone.
 */
export class GroupCommit {
  readonly #store: Store;
  #waiting: Waiting[] = [];
  /** Of the last write, on the machine's own clock: its end, and how long it took; milliseconds. */
  #last = { end: 0, took: 0 };

  constructor(store: Store) {
    this.#store = store;
  }

  /** Resolves with the change's result when it is safely on disk. */
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

  /** A slow disk gets larger groups: between two writes, at least the time that the last one took goes to the work. */
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
      const safe = this.#store.transaction(() => group.map((waiting) => this.#apply(waiting)));
      for (const tell of safe) tell();
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
