import { KeyIndex } from "../tables/keyIndex.ts";
import { timeAtShare, timeBucket, timeBuckets } from "./timeBucket.ts";
import type { NumberHash } from "../tables/keyedHash.ts";

/** Services whose times are kept: those that answered first. */
const keptServices = 2048;
/** The number of each service that came too late. */
const noService = 0xfffe;

const framesOf = 3;

/** Times of one service, in nanoseconds. */
interface Times {
  readonly count: number;
  readonly median: number;
  readonly p95: number;
  /** `Packet.number` of packets that ended the longest time so far, the last one first. */
  readonly frames: readonly number[];
}

/** A service, and how fast it answers. */
export interface ServiceTime {
  readonly version: number;
  readonly address: number;
  readonly port: number;
  readonly handshakes: Times;
  readonly firstBytes: Times;
  readonly firstAt: number;
  readonly lastAt: number;
}

/** The kinds of times. */
export const timed = { handshake: 0, firstByte: 1 } as const;
type Timed = (typeof timed)[keyof typeof timed];

/** Collects the times of handshakes and first bytes per service. */
export class ServiceTimes {
  readonly #index: KeyIndex;
  /** By service, kind and bucket; empty before the first service. */
  #counts = new Uint32Array(0);
  readonly #longest = new Float64Array(keptServices * 2);
  readonly #frames = new Uint32Array(keptServices * 2 * framesOf);
  readonly #firstAt = new Float64Array(keptServices).fill(Infinity);
  readonly #lastAt = new Float64Array(keptServices).fill(-Infinity);
  #listed: readonly ServiceTime[] | null = null;

  constructor(hash: NumberHash) {
    this.#index = new KeyIndex(keptServices, hash);
  }

  /** The number of a service; `noService` when there is no place for it. */
  place(version: number, address: number, port: number): number {
    const number = this.#index.place(address, port, version);
    if (this.#counts.length === 0) this.#counts = new Uint32Array(keptServices * 2 * timeBuckets);
    return number < 0 ? noService : number;
  }

  add(service: number, kind: Timed, nanoseconds: number, at: number, frame: number): void {
    if (service === noService) return;
    const line = service * 2 + kind;
    const bucket = line * timeBuckets + timeBucket(nanoseconds);
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1;
    if (nanoseconds >= (this.#longest[line] ?? 0)) {
      this.#longest[line] = nanoseconds;
      this.#frames.copyWithin(line * framesOf + 1, line * framesOf, line * framesOf + framesOf - 1);
      this.#frames[line * framesOf] = frame;
    }
    this.#firstAt[service] = Math.min(this.#firstAt[service] ?? at, at);
    this.#lastAt[service] = Math.max(this.#lastAt[service] ?? at, at);
  }

  /** To be called when all times are added. */
  list(): readonly ServiceTime[] {
    this.#listed ??= Array.from({ length: this.#index.count }, (_, service) => ({
      address: this.#index.word(service, 0),
      port: this.#index.word(service, 1),
      version: this.#index.word(service, 2),
      handshakes: this.#times(service, timed.handshake),
      firstBytes: this.#times(service, timed.firstByte),
      firstAt: this.#firstAt[service] ?? 0,
      lastAt: this.#lastAt[service] ?? 0,
    }));
    return this.#listed;
  }

  #times(service: number, kind: Timed): Times {
    const line = service * 2 + kind;
    const counts = this.#counts.subarray(line * timeBuckets, (line + 1) * timeBuckets);
    const frames = this.#frames.subarray(line * framesOf, (line + 1) * framesOf);
    return {
      count: counts.reduce((sum, count) => sum + count, 0),
      median: timeAtShare(counts, 0.5),
      p95: timeAtShare(counts, 0.95),
      frames: [...frames].filter((frame) => frame > 0),
    };
  }
}
