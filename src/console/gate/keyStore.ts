/** What of a browser's sessionStorage is needed. */
type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const name = "functionKey";

/**
 * The function key of this tab. It stays in the session's storage and is never part of an address. Where the
 * browser allows no storage, the page keeps it until it is left.
 */
export class KeyStore {
  readonly #store: () => Store;
  #kept: string | null = null;

  constructor(store: () => Store) {
    this.#store = store;
  }

  read(): string | null {
    return this.#tried((store) => store.getItem(name)) ?? this.#kept;
  }

  write(key: string): void {
    this.#kept = key;
    this.#tried((store) => {
      store.setItem(name, key);
    });
  }

  forget(): void {
    this.#kept = null;
    this.#tried((store) => {
      store.removeItem(name);
    });
  }

  #tried<T>(use: (store: Store) => T): T | null {
    try {
      return use(this.#store());
    } catch {
      return null;
    }
  }
}
