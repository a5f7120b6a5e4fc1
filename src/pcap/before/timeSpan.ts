import { compareTimes, type Timestamp } from "../file/timestamp.ts";

/** From the earliest of some times to the latest. */
export class TimeSpan {
  readonly first: Timestamp = { seconds: Infinity, nanoseconds: 0 };
  readonly last: Timestamp = { seconds: -Infinity, nanoseconds: 0 };

  get isEmpty(): boolean {
    return this.last.seconds === -Infinity;
  }

  /** They may come in any order. */
  add({ seconds, nanoseconds }: Readonly<Timestamp>): void {
    const time = { seconds, nanoseconds };
    if (compareTimes(time, this.first) < 0) Object.assign(this.first, time);
    if (compareTimes(time, this.last) > 0) Object.assign(this.last, time);
  }
}
