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

  constructor(store: Store) {
    this.#store = store;
  }

  /** Resolves with the change's result when it is safely on disk. */
  add<Result>(change: () => Result): Promise<Result> {
    return new Promise((resolve, reject) => {
      if (this.#waiting.length === 0)
        setImmediate(() => {
          this.#write();
        });
      const run = () => {
        const result = change();
        return () => {
          resolve(result);
        };
      };
      this.#waiting.push({ change: run, fail: reject });
    });
  }

  #write(): void {
    const group = this.#waiting;
    this.#waiting = [];
    try {
      const safe = this.#store.transaction(() => group.map((waiting) => this.#apply(waiting)));
      for (const tell of safe) tell();
    } catch (error) {
      for (const { fail } of group) fail(error);
    }
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
