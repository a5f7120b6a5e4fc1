import { beforeFrame } from "../before/beforeFrame.ts";
import { KeyIndex } from "../tables/keyIndex.ts";
import { attemptOutcome, type Attempt } from "./attempt.ts";
import { StartSeries } from "./startSeries.ts";
import type { NumberHash } from "../tables/keyedHash.ts";

/** Fields of a record: offsets in bytes. */
const field = {
  answered: 0,
  refused: 4,
  silent: 8,
  firstFrame: 12,
  firstAt: 16,
  lastAt: 24,
  largestBytes: 32,
  largestFrame: 40,
  firstPort: 44,
  largestPort: 46,
} as const;
const recordBytes = 48;

/** All attempts of one host to use one service of another. */
export interface Channel {
  /** Its number; of no meaning after `clear`. */
  readonly number: number;
  readonly version: number;
  readonly protocol: number;
  readonly initiator: number;
  readonly target: number;
  readonly port: number;
  /** Answered, whether or not the initiator went on: a scan often does not. */
  readonly answered: number;
  readonly refused: number;
  readonly silent: number;
  readonly firstFrame: number;
  /** Times of its first packet and its last. */
  readonly firstAt: number;
  readonly lastAt: number;
  /** The initiator's port of the first connection. */
  readonly firstPort: number;
  /** The connection with the most bytes. */
  readonly largest: { readonly bytes: number; readonly frame: number; readonly port: number };
}

/** Counts attempts by initiator, target and service, in bounded memory. */
export class Channels {
  readonly series: StartSeries;
  readonly #index: KeyIndex;
  readonly #records: DataView;

  constructor(capacity: number, hash: NumberHash) {
    this.series = new StartSeries(capacity);
    this.#index = new KeyIndex(capacity, hash);
    this.#records = new DataView(new ArrayBuffer(capacity * recordBytes));
  }

  get count(): number {
    return this.#index.count;
  }

  get full(): boolean {
    return this.#index.full;
  }

  clear(): void {
    this.#index.clear();
    this.series.clear();
  }

  add(attempt: Attempt): void {
    const index = this.#index;
    const { count } = index;
    const service = attempt.port | (attempt.protocol << 16) | (attempt.version << 24);
    const number = index.place(attempt.initiator, attempt.target, service);
    if (number < 0) return;
    const at = number * recordBytes;
    if (index.count > count) this.#begin(at, attempt);
    else {
      this.#addStart(number, at, attempt);
      this.#extend(at, attempt);
    }
    const { outcome } = attempt;
    if (outcome === attemptOutcome.refused) this.#increase(at + field.refused);
    else this.#increase(at + (outcome === attemptOutcome.silent ? field.silent : field.answered));
  }

  isAnswered(number: number): boolean {
    return this.#records.getUint32(number * recordBytes + field.answered) > 0;
  }

  attempts(number: number): number {
    const records = this.#records;
    const at = number * recordBytes;
    return (
      records.getUint32(at + field.answered) +
      records.getUint32(at + field.refused) +
      records.getUint32(at + field.silent)
    );
  }

  /** One of the three numbers of a channel's key: initiator, target, service. */
  word(number: number, word: number): number {
    return this.#index.word(number, word);
  }

  read(number: number): Channel {
    const records = this.#records;
    const at = number * recordBytes;
    const service = this.word(number, 2);
    return {
      number,
      version: service >>> 24,
      protocol: (service >>> 16) & 0xff,
      initiator: this.word(number, 0),
      target: this.word(number, 1),
      port: service & 0xffff,
      answered: records.getUint32(at + field.answered),
      refused: records.getUint32(at + field.refused),
      silent: records.getUint32(at + field.silent),
      firstFrame: records.getUint32(at + field.firstFrame),
      firstAt: records.getFloat64(at + field.firstAt),
      lastAt: records.getFloat64(at + field.lastAt),
      firstPort: records.getUint16(at + field.firstPort),
      largest: {
        bytes: records.getFloat64(at + field.largestBytes),
        frame: records.getUint32(at + field.largestFrame),
        port: records.getUint16(at + field.largestPort),
      },
    };
  }

  #begin(at: number, attempt: Attempt): void {
    const records = this.#records;
    for (let offset = 0; offset < recordBytes; offset += 8) records.setFloat64(at + offset, 0);
    this.#writeFirst(at, attempt);
    records.setFloat64(at + field.lastAt, attempt.lastAt);
    this.#writeLargest(at, attempt);
  }

  #extend(at: number, attempt: Attempt): void {
    const records = this.#records;
    if (attempt.at < records.getFloat64(at + field.firstAt)) this.#writeFirst(at, attempt);
    else if (records.getUint32(at + field.firstFrame) === beforeFrame)
      records.setUint32(at + field.firstFrame, attempt.frame);
    if (attempt.lastAt > records.getFloat64(at + field.lastAt))
      records.setFloat64(at + field.lastAt, attempt.lastAt);
    if (attempt.bytes > records.getFloat64(at + field.largestBytes)) this.#writeLargest(at, attempt);
  }

  /** Until the second attempt the record itself holds the start and the size of the first. */
  #addStart(number: number, at: number, { at: startedAt, bytes }: Attempt): void {
    const records = this.#records;
    const earlier =
      this.attempts(number) === 1
        ? {
            at: records.getFloat64(at + field.firstAt),
            bytes: records.getFloat64(at + field.largestBytes),
          }
        : null;
    this.series.add(number, { at: startedAt, bytes }, earlier);
  }

  #writeFirst(at: number, attempt: Attempt): void {
    this.#records.setFloat64(at + field.firstAt, attempt.at);
    this.#records.setUint32(at + field.firstFrame, attempt.frame);
    this.#records.setUint16(at + field.firstPort, attempt.sourcePort);
  }

  #writeLargest(at: number, { bytes, frame, sourcePort }: Attempt): void {
    this.#records.setFloat64(at + field.largestBytes, bytes);
    this.#records.setUint32(at + field.largestFrame, frame);
    this.#records.setUint16(at + field.largestPort, sourcePort);
  }

  #increase(at: number): void {
    this.#records.setUint32(at, this.#records.getUint32(at) + 1);
  }
}
