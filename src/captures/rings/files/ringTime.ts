import type { RingSession } from "../takenRing.ts";
import type { ListedFile } from "./listedFile.ts";

/** The VM's clock, which stamps packets and names, and storage's may be off by so much. */
const skewMs = 120_000;
/** A session was recorded to end 10 to 20 seconds after it was asked to stop. */
const endingMs = 20_000;
/** The last file comes a little after the end. */
const uploadMs = 120_000;

/** When the sessions of a ring ran. */
export class RingTime {
  readonly #spans: readonly { readonly from: number; readonly to: number }[];
  readonly #nextAt: number;

  /** `nextAt`: when the next ring on the VM was started, ISO 8601; null: not known, or none was. */
  constructor(sessions: readonly RingSession[], nextAt: string | null) {
    this.#spans = sessions.map(({ startedAt, stoppedAt }) => ({
      from: Date.parse(startedAt),
      to: Date.parse(stoppedAt),
    }));
    this.#nextAt = nextAt === null ? Infinity : Date.parse(nextAt);
  }

  /** Whether a file that was begun then, in milliseconds, can be one of theirs. */
  hasBegun(at: number): boolean {
    return this.#spans.some(
      ({ from, to }) => at >= from - skewMs && at < Math.min(to + endingMs, this.#nextAt),
    );
  }

  /**
   * Whether storage has had a file at such a time. A late file of this ring cannot be told so from an early
   * one of the next.
   */
  hasStored({ createdAt, modifiedAt }: ListedFile): boolean {
    const [created, modified] = [Date.parse(createdAt), Date.parse(modifiedAt)];
    return this.#spans.some(({ from, to }) => modified >= from - skewMs && created <= to + uploadMs);
  }
}
