import { KeyIndex } from "../tables/keyIndex.ts";
import { attemptOutcome, type Attempt } from "./attempt.ts";
import { RateBuckets } from "./rateBuckets.ts";
import { SourceCount } from "./sourceCount.ts";
import type { NumberHash } from "../tables/keyedHash.ts";

const most = 4096;
/** Kept when there is no more room: those with the most attempts that came to nothing. */
const kept = 1024;
/** Attempts of a service that are kept one by one. Counting more of them takes memory of its own. */
const few = 3;

/** Fields of a record: offsets in bytes. */
const field = {
  address: 0,
  port: 4,
  version: 6,
  answered: 8,
  refused: 12,
  failed: 16,
  halfOpen: 20,
  patient: 24,
  firstAt: 32,
  lastAt: 40,
  attempts: 48,
} as const;
const attemptField = { at: 0, frame: 8, source: 12, port: 16 } as const;
const attemptBytes = 24;
const recordBytes = field.attempts + few * attemptBytes;

/** What is counted of a service with more than a few failed attempts. */
interface Counters {
  readonly rate: RateBuckets;
  readonly sources: SourceCount;
}

interface FailedAttempt {
  readonly at: number;
  readonly frame: number;
  readonly source: number;
  readonly port: number;
}

/** A TCP service, and the connections that were asked of it. */
export interface FloodTarget {
  readonly version: number;
  readonly address: number;
  readonly port: number;
  readonly answered: number;
  readonly refused: number;
  /** Attempts that came to nothing: without any answer, or never confirmed by who asked (`halfOpen`). */
  readonly failed: number;
  readonly halfOpen: number;
  /** Those that were repeated as an operating system does. */
  readonly patient: number;
  /** Of the first attempt that came to nothing, and of the last. */
  readonly firstAt: number;
  readonly lastAt: number;
  /** The first few attempts that came to nothing. */
  readonly first: readonly FailedAttempt[];
  /** Null while there are only those. */
  readonly counters: Counters | null;
}

/** Counts per service the connections that come to nothing, in bounded memory. */
export class FloodTargets {
  /** Whether some services made room. */
  dropped = false;
  readonly #index: KeyIndex;
  readonly #records = new DataView(new ArrayBuffer(most * recordBytes));
  #counters: (Counters | undefined)[] = [];
  readonly #hash: NumberHash;

  constructor(hash: NumberHash) {
    this.#hash = hash;
    this.#index = new KeyIndex(most, hash);
  }

  add(attempt: Attempt): void {
    const number = this.#place(attempt);
    if (number < 0) return;
    const at = number * recordBytes;
    const { outcome } = attempt;
    if (outcome === attemptOutcome.answered) this.#increase(at + field.answered);
    else if (outcome === attemptOutcome.refused) this.#increase(at + field.refused);
    else this.#addFailed(number, attempt);
  }

  /** Connections of a service that were answered, whoever asked for them. */
  answeredOf(version: number, address: number, port: number): number {
    const number = this.#index.find(address, port, version);
    return number < 0 ? 0 : this.#records.getUint32(number * recordBytes + field.answered);
  }

  /** Those with at least so many attempts that came to nothing. */
  list(least: number): FloodTarget[] {
    return Array.from({ length: this.#index.count }, (_, number) => number)
      .filter((number) => this.#failedOf(number) >= least)
      .map((number) => this.#read(number))
      .sort((one, other) => other.failed - one.failed);
  }

  #failedOf(number: number): number {
    return this.#records.getUint32(number * recordBytes + field.failed);
  }

  #addFailed(number: number, attempt: Attempt): void {
    const records = this.#records;
    const place = number * recordBytes;
    const { at } = attempt;
    const failed = this.#failedOf(number);
    if (failed === 0 || at < records.getFloat64(place + field.firstAt))
      records.setFloat64(place + field.firstAt, at);
    if (failed === 0 || at > records.getFloat64(place + field.lastAt))
      records.setFloat64(place + field.lastAt, at);
    this.#increase(place + field.failed);
    if (attempt.outcome === attemptOutcome.halfOpen) this.#increase(place + field.halfOpen);
    if (attempt.patient) this.#increase(place + field.patient);
    if (failed < few) {
      this.#keep(place + field.attempts + failed * attemptBytes, attempt);
      return;
    }
    const { rate, sources } = (this.#counters[number] ??= this.#beginCounters(number));
    rate.add(at);
    sources.add(attempt.version, attempt.initiator);
  }

  #keep(place: number, { at, frame, initiator, sourcePort }: Attempt): void {
    const records = this.#records;
    records.setFloat64(place + attemptField.at, at);
    records.setUint32(place + attemptField.frame, frame);
    records.setUint32(place + attemptField.source, initiator);
    records.setUint16(place + attemptField.port, sourcePort);
  }

  #beginCounters(number: number): Counters {
    const counters = { rate: new RateBuckets(), sources: new SourceCount(this.#hash) };
    const version = this.#records.getUint8(number * recordBytes + field.version);
    for (const { at, source } of this.#firstOf(number)) {
      counters.rate.add(at);
      counters.sources.add(version, source);
    }
    return counters;
  }

  #firstOf(number: number): FailedAttempt[] {
    const records = this.#records;
    return Array.from({ length: Math.min(this.#failedOf(number), few) }, (_, index) => {
      const place = number * recordBytes + field.attempts + index * attemptBytes;
      return {
        at: records.getFloat64(place + attemptField.at),
        frame: records.getUint32(place + attemptField.frame),
        source: records.getUint32(place + attemptField.source),
        port: records.getUint16(place + attemptField.port),
      };
    });
  }

  #read(number: number): FloodTarget {
    const records = this.#records;
    const at = number * recordBytes;
    return {
      version: records.getUint8(at + field.version),
      address: records.getUint32(at + field.address),
      port: records.getUint16(at + field.port),
      answered: records.getUint32(at + field.answered),
      refused: records.getUint32(at + field.refused),
      failed: records.getUint32(at + field.failed),
      halfOpen: records.getUint32(at + field.halfOpen),
      patient: records.getUint32(at + field.patient),
      firstAt: records.getFloat64(at + field.firstAt),
      lastAt: records.getFloat64(at + field.lastAt),
      first: this.#firstOf(number),
      counters: this.#counters[number] ?? null,
    };
  }

  /** The number of a service; -1 when there is no place for it. */
  #place({ version, target, port }: Attempt): number {
    const index = this.#index;
    if (index.full && index.find(target, port, version) < 0) this.#makeRoom();
    const { count } = index;
    const number = index.place(target, port, version);
    if (index.count > count) {
      const records = this.#records;
      const at = number * recordBytes;
      for (let offset = 0; offset < recordBytes; offset += 8) records.setFloat64(at + offset, 0);
      records.setUint32(at + field.address, target);
      records.setUint16(at + field.port, port);
      records.setUint8(at + field.version, version);
    }
    return number;
  }

  #makeRoom(): void {
    this.dropped = true;
    const records = this.#records;
    const counters = this.#counters;
    const { count } = this.#index;
    const least = this.#leastKept(count);
    this.#index.clear();
    this.#counters = [];
    const whole = new Uint8Array(records.buffer);
    for (let from = 0; from < count; from += 1) {
      const at = from * recordBytes;
      if (records.getUint32(at + field.failed) < least) continue;
      const [port, version] = [records.getUint16(at + field.port), records.getUint8(at + field.version)];
      const number = this.#index.place(records.getUint32(at + field.address), port, version);
      if (number < 0) continue;
      whole.copyWithin(number * recordBytes, at, at + recordBytes);
      if (counters[from] !== undefined) this.#counters[number] = counters[from];
    }
  }

  /** So many failed attempts have at most `kept` services. */
  #leastKept(count: number): number {
    for (let least = 2; ; least *= 2) {
      let above = 0;
      for (let number = 0; number < count; number += 1) if (this.#failedOf(number) >= least) above += 1;
      if (above <= kept) return least;
    }
  }

  #increase(at: number): void {
    this.#records.setUint32(at, this.#records.getUint32(at) + 1);
  }
}
