/** Buckets for each doubling, so that a quantile is right within 5%. */
const perDoubling = 8;
/** From a microsecond to about nine hours. */
const doublings = 35;
const leastNanoseconds = 1000;

/** Durations in buckets of a fixed ratio: quantiles of any number of them, in little memory. */
export class Latencies {
  count = 0;
  readonly #buckets = new Uint32Array(perDoubling * doublings);

  /** Takes whole nanoseconds; less than a microsecond counts as one. */
  add(nanoseconds: number): void {
    const ratio = Math.max(nanoseconds, leastNanoseconds) / leastNanoseconds;
    const bucket = Math.min(Math.floor(Math.log2(ratio) * perDoubling), this.#buckets.length - 1);
    this.#buckets[bucket] = (this.#buckets[bucket] ?? 0) + 1;
    this.count += 1;
  }

  /** The duration in nanoseconds that this share of all does not exceed; null without any. */
  quantile(share: number): number | null {
    if (this.count === 0) return null;
    let left = Math.max(Math.ceil(this.count * share), 1);
    let bucket = 0;
    for (; bucket < this.#buckets.length; bucket += 1) {
      left -= this.#buckets[bucket] ?? 0;
      if (left <= 0) break;
    }
    return leastNanoseconds * 2 ** ((bucket + 0.5) / perDoubling);
  }
}
