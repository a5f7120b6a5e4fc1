import type { RingSession } from "../takenRing.ts";
import type { ListedFile } from "./listedFile.ts";

/** The VM's clock, which stamps packets and names, and storage's may be off by so much. */
const skewMs = 120_000;
/** A session was recorded to end 10 to 20 seconds after it was asked to stop. */
const endingMs = 20_000;
/** The last file comes a little after the end. */
const uploadMs = 120_000;

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Another session of the ring of the VM, ISO 8601; it has not ended: null. */
export interface OtherSession {
  readonly startedAt: string;
  readonly endedAt: string | null;
}

const isWithin = (at: number, spans: readonly Span[]): boolean =>
  spans.some(({ from, to }) => at >= from && at < to);

/** When the sessions of a ring ran. */
export class RingTime {
  readonly #spans: readonly Span[];
  readonly #others: readonly Span[];

  /** `others`: further sessions on the VM, as far as they are known. */
  constructor(sessions: readonly RingSession[], others: readonly OtherSession[]) {
    this.#spans = sessions.map(({ startedAt, stoppedAt }) => ({
      from: Date.parse(startedAt),
      to: Date.parse(stoppedAt),
    }));
    this.#others = others.map(({ startedAt, endedAt }) => ({
      from: Date.parse(startedAt),
      to: endedAt === null ? Infinity : Date.parse(endedAt),
    }));
  }

  /** Whether a file that was begun then, in milliseconds, can be one of theirs. */
  hasBegun(at: number): boolean {
    if (isWithin(at, this.#spans)) return true;
    const isAbout = this.#spans.some(({ from, to }) => at >= from - skewMs && at < to + endingMs);
    return isAbout && !isWithin(at, this.#others);
  }

  /** Whether a file that was begun then can be one of theirs, as far as the clocks may differ. */
  isNear(at: number): boolean {
    return this.#spans.some(({ from, to }) => at >= from - skewMs && at < to + skewMs);
  }

  /**
   * Whether a file came into storage while one of them ran, or ended: then it is theirs, even if the VM's
   * clock is ahead and its packets seem to be younger.
   */
  hasMade({ createdAt }: ListedFile): boolean {
    const created = Date.parse(createdAt);
    const isInTime = this.#spans.some(({ from, to }) => created >= from && created < to + uploadMs);
    return isInTime && !isWithin(created, this.#others);
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
