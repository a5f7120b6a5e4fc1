import { KeyIndex } from "../tables/keyIndex.ts";
import { attemptOutcome, type Attempt } from "./attempt.ts";
import { RateBuckets } from "./rateBuckets.ts";
import { SourceCount } from "./sourceCount.ts";
import type { NumberHash } from "../tables/keyedHash.ts";

const most = 4096;
/** Kept when there is no more room: those with the most attempts that came to nothing. */
const kept = 1024;

/** Attempts of a service that are kept one by one; more of them are only counted, which takes more memory. */
const few = 3;

interface Counters {
  readonly rate: RateBuckets;
  readonly sources: SourceCount;
}

/** A TCP service, and the connections that were asked of it. */
export interface FloodTarget {
  readonly version: number;
  readonly address: number;
  readonly port: number;
  answered: number;
  refused: number;
  /** Attempts that came to nothing: without any answer, or never confirmed by who asked (`halfOpen`). */
  failed: number;
  halfOpen: number;
  /** Those that were repeated as an operating system does. */
  patient: number;
  /** Of the first attempt that came to nothing, and of the last. */
  firstAt: number;
  lastAt: number;
  /** The first few attempts that came to nothing. */
  readonly first: {
    readonly frame: number;
    readonly at: number;
    readonly source: number;
    readonly port: number;
  }[];
  /** Null while there are only those. */
  counters: Counters | null;
}

/** Counts per service the connections that come to nothing, in bounded memory. */
export class FloodTargets {
  /** Whether some services made room. */
  dropped = false;
  #targets: FloodTarget[] = [];
  readonly #index: KeyIndex;
  readonly #hash: NumberHash;

  constructor(hash: NumberHash) {
    this.#hash = hash;
    this.#index = new KeyIndex(most, hash);
  }

  add(attempt: Attempt): void {
    const target = this.#targetOf(attempt);
    if (target === null) return;
    const { outcome } = attempt;
    if (outcome === attemptOutcome.answered) target.answered += 1;
    else if (outcome === attemptOutcome.refused) target.refused += 1;
    else this.#addFailed(target, attempt);
  }

  /** Connections of a service that were answered, whoever asked for them. */
  answeredOf(version: number, address: number, port: number): number {
    return this.#targets[this.#index.find(address, port, version)]?.answered ?? 0;
  }

  /** Those with at least so many attempts that came to nothing. */
  list(least: number): FloodTarget[] {
    return this.#targets
      .filter(({ failed }) => failed >= least)
      .sort((one, other) => other.failed - one.failed);
  }

  #addFailed(target: FloodTarget, attempt: Attempt): void {
    const { at, frame, sourcePort: port, initiator: source, version } = attempt;
    if (target.failed === 0 || at < target.firstAt) target.firstAt = at;
    if (target.failed === 0 || at > target.lastAt) target.lastAt = at;
    target.failed += 1;
    if (attempt.outcome === attemptOutcome.halfOpen) target.halfOpen += 1;
    if (attempt.patient) target.patient += 1;
    if (target.failed <= few) {
      target.first.push({ frame, at, source, port });
      return;
    }
    const { rate, sources } = (target.counters ??= this.#beginCounters(target));
    rate.add(at);
    sources.add(version, source);
  }

  #beginCounters({ version, first }: FloodTarget): Counters {
    const counters = { rate: new RateBuckets(), sources: new SourceCount(this.#hash) };
    for (const { at, source } of first) {
      counters.rate.add(at);
      counters.sources.add(version, source);
    }
    return counters;
  }

  #targetOf({ version, target: address, port }: Attempt): FloodTarget | null {
    if (this.#index.full && this.#index.find(address, port, version) < 0) this.#makeRoom();
    const place = this.#index.place(address, port, version);
    if (place < 0) return null;
    const none = { answered: 0, refused: 0, failed: 0, halfOpen: 0, patient: 0, firstAt: 0, lastAt: 0 };
    return (this.#targets[place] ??= { version, address, port, ...none, first: [], counters: null });
  }

  #makeRoom(): void {
    this.dropped = true;
    const order = [...this.#targets].sort((one, other) => other.failed - one.failed).slice(0, kept);
    this.#index.clear();
    this.#targets = [];
    for (const target of order) {
      const place = this.#index.place(target.address, target.port, target.version);
      if (place >= 0) this.#targets[place] = target;
    }
  }
}
