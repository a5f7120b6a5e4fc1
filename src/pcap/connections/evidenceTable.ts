import { beforeFrame } from "../before/beforeFrame.ts";
import { KeyIndex } from "../tables/keyIndex.ts";
import type { NumberHash } from "../tables/keyedHash.ts";

const framesOf = 3;
const countsOf = 4;

/** What happened on the way from one end of a service's connections to the other. */
export interface EvidenceLine {
  readonly version: number;
  readonly sender: number;
  readonly receiver: number;
  /** The service's. */
  readonly port: number;
  /** Whether the service is the sender's. */
  readonly ofSender: boolean;
  /** The client's, of the first time. */
  readonly clientPort: number;
  /** Up to four counts, whose meaning is the table's. */
  readonly counts: readonly number[];
  /** Nanoseconds. */
  readonly longest: number;
  readonly firstAt: number;
  readonly lastAt: number;
  /** `Packet.number` of the first few. */
  readonly frames: readonly number[];
}

/**
 * Keeps, in bounded memory, who did something to whom, how often, when, and in which packets. What finds no
 * place is in `unplaced`.
 */
export class EvidenceTable {
  /** Additions without a place. */
  unplaced = 0;
  readonly #index: KeyIndex;
  readonly #capacity: number;
  // Empty before the first line: most tables of a capture stay so.
  #counts = new Float64Array(0);
  #frames = new Uint32Array(0);
  #clientPorts = new Uint16Array(0);
  #longest = new Float64Array(0);
  #firstAt = new Float64Array(0);
  #lastAt = new Float64Array(0);

  constructor(capacity: number, hash: NumberHash) {
    this.#index = new KeyIndex(capacity, hash);
    this.#capacity = capacity;
  }

  /** The line of a way, which is made when new; -1 without a place for it. */
  place(version: number, sender: number, receiver: number, port: number, ofSender: number): number {
    const line = this.#index.place(sender, receiver, port, version | (ofSender << 1));
    if (line < 0) this.unplaced += 1;
    else if (this.#counts.length === 0) this.#open();
    return line;
  }

  #open(): void {
    const capacity = this.#capacity;
    this.#counts = new Float64Array(capacity * countsOf);
    this.#frames = new Uint32Array(capacity * framesOf);
    this.#clientPorts = new Uint16Array(capacity);
    this.#longest = new Float64Array(capacity);
    this.#firstAt = new Float64Array(capacity);
    this.#lastAt = new Float64Array(capacity);
  }

  find(version: number, sender: number, receiver: number, port: number, ofSender: number): number {
    return this.#index.find(sender, receiver, port, version | (ofSender << 1));
  }

  /** Adds one packet to a line of `place`. */
  note(line: number, clientPort: number, at: number, frame: number): void {
    const frameAt = line * framesOf;
    if ((this.#frames[frameAt] ?? 0) === 0) {
      this.#clientPorts[line] = clientPort;
      this.#firstAt[line] = at;
      this.#lastAt[line] = at;
    }
    this.#firstAt[line] = Math.min(this.#firstAt[line] ?? at, at);
    this.#lastAt[line] = Math.max(this.#lastAt[line] ?? at, at);
    for (let index = frameAt; index < frameAt + framesOf; index += 1) {
      if (this.#frames[index] === frame) return;
      // One of the capture takes the place of one from before it.
      if (this.#frames[index] !== 0 && this.#frames[index] !== beforeFrame) continue;
      this.#frames[index] = frame;
      return;
    }
  }

  grow(line: number, count: 0 | 1 | 2 | 3, by = 1): void {
    const at = line * countsOf + count;
    this.#counts[at] = (this.#counts[at] ?? 0) + by;
  }

  raise(line: number, nanoseconds: number): void {
    this.#longest[line] = Math.max(this.#longest[line] ?? 0, nanoseconds);
  }

  line(line: number): EvidenceLine {
    const packed = this.#index.word(line, 3);
    return {
      version: packed & 1,
      sender: this.#index.word(line, 0),
      receiver: this.#index.word(line, 1),
      port: this.#index.word(line, 2),
      ofSender: (packed & 2) !== 0,
      clientPort: this.#clientPorts[line] ?? 0,
      counts: [...this.#counts.subarray(line * countsOf, (line + 1) * countsOf)],
      longest: this.#longest[line] ?? 0,
      firstAt: this.#firstAt[line] ?? 0,
      lastAt: this.#lastAt[line] ?? 0,
      frames: [...this.#frames.subarray(line * framesOf, (line + 1) * framesOf)].filter((frame) => frame > 0),
    };
  }

  list(): EvidenceLine[] {
    return Array.from({ length: this.#index.count }, (_, line) => this.line(line));
  }
}
