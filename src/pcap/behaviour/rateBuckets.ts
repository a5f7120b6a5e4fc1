const buckets = 256;
const second = 1e9;

/** How often something happened per second, in a fixed number of buckets that widen with the capture. */
export class RateBuckets {
  #counts = new Uint32Array(buckets);
  #seconds = 1;

  /** @param at nanoseconds; times may come in any order, and one before the start counts as the start */
  add(at: number): void {
    const since = Math.max(at / second, 0);
    while (since >= this.#seconds * buckets) this.#widen();
    const bucket = Math.floor(since / this.#seconds);
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1;
  }

  /** The highest rate of any bucket: of a second, or the mean of a few in captures of over four minutes. */
  get peakPerSecond(): number {
    return this.#counts.reduce((most, count) => Math.max(most, count), 0) / this.#seconds;
  }

  #widen(): void {
    const wider = new Uint32Array(buckets);
    for (let bucket = 0; bucket < buckets / 2; bucket += 1)
      wider[bucket] = (this.#counts[2 * bucket] ?? 0) + (this.#counts[2 * bucket + 1] ?? 0);
    this.#counts = wider;
    this.#seconds *= 2;
  }
}
