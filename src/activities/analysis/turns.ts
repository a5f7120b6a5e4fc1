/** Lets only so many in at a time; others wait in line. */
export class Turns {
  #free: number;
  readonly #line: (() => void)[] = [];

  constructor(atOnce: number) {
    this.#free = atOnce;
  }

  /** Whether the turn came in time. It lasts until `end`. */
  async begin(seconds: number): Promise<boolean> {
    if (this.#free > 0) {
      this.#free -= 1;
      return true;
    }
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const enter = () => {
      resolve(true);
    };
    this.#line.push(enter);
    const timer = setTimeout(() => {
      const place = this.#line.indexOf(enter);
      if (place < 0) return;
      this.#line.splice(place, 1);
      resolve(false);
    }, seconds * 1000);
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
    }
  }

  end(): void {
    const next = this.#line.shift();
    if (next === undefined) this.#free += 1;
    else next();
  }
}
