const series = 4096;
/** Connections of each series that are kept: the latest ones. */
const length = 64;

/** Start of a connection, and its bytes. */
interface Start {
  readonly at: number;
  readonly bytes: number;
}

/**
 * The starts and sizes of the latest connections of each of a few thousand channels. When all series are
 * taken, those of the channels with the fewest connections make room.
 */
export class StartSeries {
  // Empty before the first start.
  #at = new Float64Array(0);
  #bytes = new Float64Array(0);
  /** Starts that were added, by series; 0 for a free one. */
  readonly #counts = new Uint32Array(series);
  readonly #owners = new Int32Array(series);
  /** Of each channel: number of its series plus one; 0 for none. */
  readonly #taken: Uint16Array;
  #next = 0;
  readonly #free: number[] = [];

  /** @param channels the most there can be */
  constructor(channels: number) {
    this.#taken = new Uint16Array(channels);
  }

  /** Adds a start to the channel's series, which begins with `earlier` when it is new. */
  add(channel: number, start: Start, earlier: Start | null): void {
    let taken = this.#taken[channel] ?? 0;
    if (taken === 0) {
      taken = this.#begin(channel) + 1;
      if (earlier !== null) this.#push(taken - 1, earlier);
    }
    this.#push(taken - 1, start);
  }

  /** In the order of their times. */
  of(channel: number): Start[] {
    const taken = this.#taken[channel] ?? 0;
    if (taken === 0) return [];
    const first = (taken - 1) * length;
    return Array.from({ length: Math.min(this.#counts[taken - 1] ?? 0, length) }, (_, index) => ({
      at: this.#at[first + index] ?? 0,
      bytes: this.#bytes[first + index] ?? 0,
    })).sort((one, other) => one.at - other.at);
  }

  clear(): void {
    this.#taken.fill(0);
    this.#counts.fill(0);
    this.#free.length = 0;
    this.#next = 0;
  }

  #push(number: number, { at, bytes }: Start): void {
    if (this.#at.length === 0) {
      this.#at = new Float64Array(series * length);
      this.#bytes = new Float64Array(series * length);
    }
    const count = this.#counts[number] ?? 0;
    const place = number * length + (count % length);
    this.#at[place] = at;
    this.#bytes[place] = bytes;
    this.#counts[number] = count + 1;
  }

  #begin(channel: number): number {
    if (this.#next === series && this.#free.length === 0) this.#makeRoom();
    const number = this.#free.pop() ?? this.#next++;
    this.#counts[number] = 0;
    this.#owners[number] = channel;
    this.#taken[channel] = number + 1;
    return number;
  }

  /** Frees at least half of the series. */
  #makeRoom(): void {
    const median = [...this.#counts].sort((one, other) => one - other)[series / 2] ?? 0;
    for (let number = 0; number < series; number += 1) {
      if ((this.#counts[number] ?? 0) > median) continue;
      this.#taken[this.#owners[number] ?? 0] = 0;
      this.#free.push(number);
    }
  }
}
