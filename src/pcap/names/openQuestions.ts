import type { NumberHash } from "../tables/keyedHash.ts";

/** Questions that are kept: sets of four, in which a new one replaces the one that matters least. */
const ways = 4;
const sets = 4096;
const wordsOfKey = 4;

/** A DNS question as its two ends tell it apart from others. */
export interface QuestionKey {
  version: number;
  client: number;
  clientPort: number;
  server: number;
  /** Of the message. */
  id: number;
  /** Of its name and type; 0 when it has none, as in some refusals. */
  nameHash: number;
}

/** Copies of a packet in one capture follow each other within this time. */
const copyNanoseconds = 50e6;

/** What a message is to the questions before it. */
export const questionEvent = { first: 0, repeated: 1, copy: 2 } as const;

/** Takes a question that has no answer. */
type OnOpen<T> = (server: T, frame: number, at: number, asked: number) => void;

/** DNS questions that wait for their answers, in bounded memory and time. @typeParam T their servers */
export class OpenQuestions<T> {
  /** Nanoseconds from the question to the answer last taken; -1 when the question is unknown. */
  waited = -1;
  readonly #keys = new Uint32Array(sets * ways * wordsOfKey);
  readonly #frames = new Uint32Array(sets * ways);
  /** How often a question was asked; 0 for a free place. */
  readonly #asked = new Uint32Array(sets * ways);
  readonly #askedAt = new Float64Array(sets * ways);
  readonly #repeatedAt = new Float64Array(sets * ways);
  readonly #answeredAt = new Float64Array(sets * ways).fill(NaN);
  readonly #servers: (T | undefined)[] = [];
  readonly #hash: NumberHash;
  readonly #onGone: OnOpen<T>;

  /** @param onGone takes a question without an answer that makes room */
  constructor(hash: NumberHash, onGone: OnOpen<T>) {
    this.#hash = hash;
    this.#onGone = onGone;
  }

  /** Takes a question. @returns one of `questionEvent` */
  ask(key: QuestionKey, server: T, frame: number, at: number): number {
    const found = this.#find(key);
    if (found >= 0) {
      if (Math.abs(at - (this.#repeatedAt[found] ?? 0)) < copyNanoseconds) return questionEvent.copy;
      if (!this.#isAnswered(found)) {
        this.#asked[found] = (this.#asked[found] ?? 0) + 1;
        this.#repeatedAt[found] = at;
        return questionEvent.repeated;
      }
    }
    this.#write(found >= 0 ? found : this.#placeFor(key), key, server, frame, at);
    return questionEvent.first;
  }

  /** Takes an answer, and sets `waited`. @returns whether it is a copy of one before */
  answer(key: QuestionKey, at: number): boolean {
    const found = this.#find(key);
    this.waited = -1;
    if (found < 0) return false;
    const before = this.#answeredAt[found] ?? NaN;
    if (!Number.isNaN(before)) return Math.abs(at - before) < copyNanoseconds;
    this.#answeredAt[found] = at;
    this.waited = Math.max(at - (this.#askedAt[found] ?? 0), 0);
    return false;
  }

  /** Forgets the questions without an answer that were last asked since then. */
  forget(since: number, visit: OnOpen<T>): void {
    for (let place = 0; place < this.#servers.length; place += 1) {
      if (this.#asked[place] === 0 || (this.#repeatedAt[place] ?? 0) < since) continue;
      if (this.#isAnswered(place)) continue;
      this.#visitOpen(place, visit);
      this.#asked[place] = 0;
      this.#servers[place] = undefined;
    }
  }

  /** Visits every question that has no answer yet. */
  forEachOpen(visit: OnOpen<T>): void {
    if (this.#servers.length === 0) return;
    for (let place = 0; place < sets * ways; place += 1) this.#visitOpen(place, visit);
  }

  #visitOpen(place: number, visit: OnOpen<T>): void {
    const server = this.#servers[place];
    if (server === undefined || this.#isAnswered(place)) return;
    visit(server, this.#frames[place] ?? 0, this.#askedAt[place] ?? 0, this.#asked[place] ?? 0);
  }

  #isAnswered(place: number): boolean {
    return !Number.isNaN(this.#answeredAt[place] ?? NaN);
  }

  #firstPlace({ version, client, clientPort, server, id }: QuestionKey): number {
    const set = this.#hash.of(client, server, (clientPort << 16) | id, version) & (sets - 1);
    return set * ways;
  }

  /** The place of a question, by its latest asking; -1 without one. */
  #find(key: QuestionKey): number {
    const first = this.#firstPlace(key);
    let best = -1;
    for (let place = first; place < first + ways; place += 1) {
      if (!this.#matches(place, key)) continue;
      if (best < 0 || (this.#askedAt[place] ?? 0) > (this.#askedAt[best] ?? 0)) best = place;
    }
    return best;
  }

  #matches(place: number, key: QuestionKey): boolean {
    if (this.#asked[place] === 0) return false;
    const at = place * wordsOfKey;
    const keys = this.#keys;
    if (keys[at] !== key.client || keys[at + 1] !== key.server) return false;
    if (keys[at + 2] !== ((key.clientPort << 16) | key.id) >>> 0) return false;
    const nameHash = keys[at + 3] ?? 0;
    return key.nameHash === 0 || nameHash === 0 || nameHash === key.nameHash;
  }

  /** A free place of its set, or else that of an answered question, or of the oldest one. */
  #placeFor(key: QuestionKey): number {
    const first = this.#firstPlace(key);
    let best = first;
    for (let place = first; place < first + ways; place += 1) {
      if (this.#asked[place] === 0) return place;
      if (this.#age(place) < this.#age(best)) best = place;
    }
    this.#visitOpen(best, this.#onGone);
    return best;
  }

  /** The less, the sooner it makes room. */
  #age(place: number): number {
    return (this.#askedAt[place] ?? 0) - (this.#isAnswered(place) ? 1e18 : 0);
  }

  #write(place: number, key: QuestionKey, server: T, frame: number, at: number): void {
    const words = place * wordsOfKey;
    this.#keys[words] = key.client;
    this.#keys[words + 1] = key.server;
    this.#keys[words + 2] = (key.clientPort << 16) | key.id;
    this.#keys[words + 3] = key.nameHash;
    this.#frames[place] = frame;
    this.#asked[place] = 1;
    this.#askedAt[place] = at;
    this.#repeatedAt[place] = at;
    this.#answeredAt[place] = NaN;
    this.#servers[place] = server;
  }
}
