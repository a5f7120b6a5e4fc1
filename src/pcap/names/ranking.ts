/** Keeps counts for the most frequent of any number of names, in bounded memory. */
export class Ranking<T extends { count: number }> {
  /** False once a name was dropped, so that a count may lack its beginning. */
  exact = true;
  readonly #entries = new Map<string, T>();
  readonly #capacity: number;
  readonly #create: () => T;

  constructor(capacity: number, create: () => T) {
    this.#capacity = capacity;
    this.#create = create;
  }

  /** The entry of this name, made when new. */
  entry(name: string): T {
    const known = this.#entries.get(name);
    if (known !== undefined) return known;
    if (this.#entries.size === this.#capacity) this.#dropSmallerHalf();
    const made = this.#create();
    this.#entries.set(name, made);
    return made;
  }

  find(name: string): T | undefined {
    return this.#entries.get(name);
  }

  get size(): number {
    return this.#entries.size;
  }

  /** How many names there were; not fewer. */
  get atLeast(): number {
    return this.exact ? this.#entries.size : this.#capacity;
  }

  /** Of the names kept. */
  countWhere(fits: (entry: T) => boolean): number {
    let count = 0;
    for (const entry of this.#entries.values()) if (fits(entry)) count += 1;
    return count;
  }

  /** The most frequent first; equal ones by name. */
  top(limit: number): [string, T][] {
    const before = ([name, one]: [string, T], [otherName, other]: [string, T]) =>
      other.count - one.count || (name < otherName ? -1 : 1);
    return [...this.#entries].sort(before).slice(0, limit);
  }

  #dropSmallerHalf(): void {
    this.exact = false;
    const sorted = [...this.#entries].sort(([, one], [, other]) => one.count - other.count);
    for (const [name] of sorted.slice(0, Math.ceil(sorted.length / 2))) this.#entries.delete(name);
  }
}
