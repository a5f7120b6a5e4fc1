import { ServiceTable, type Service } from "../applications/serviceTable.ts";
import { Sightings } from "../applications/sightings.ts";
import { Latencies } from "./latencies.ts";
import { OpenQuestions, questionEvent, type QuestionKey } from "./openQuestions.ts";
import { Ranking } from "./ranking.ts";
import type { RecordingGap } from "../before/recordingGap.ts";
import type { DnsMessage } from "../protocols/dns.ts";
import type { Packet } from "../protocols/packet.ts";
import type { NumberHash } from "../tables/keyedHash.ts";

const serversKept = 256;
const failingNamesKept = 8;
const longestName = 100;

/** Answers that are told apart; all other codes are one. */
export type DnsFailureCode = "NXDOMAIN" | "SERVFAIL" | "REFUSED" | "other";

/** Response codes, RFC 1035 section 4.1.1. */
const failureCodes: readonly (DnsFailureCode | null)[] = [
  null,
  "other",
  "SERVFAIL",
  "NXDOMAIN",
  "other",
  "REFUSED",
];

/** Answers of one code. */
class Failures extends Sightings {
  /** The names that got it most often. */
  readonly names = new Ranking<{ count: number }>(failingNamesKept, () => ({ count: 0 }));
}

/** What a DNS server was asked, and how it answered. Copies of a packet do not count. */
export class DnsServer implements Service {
  /** Messages in both directions. */
  count = 0;
  /** A question that is repeated counts once as a question, and each time as a query. */
  questions = 0;
  answers = 0;
  /** Questions without an answer that are no longer kept. */
  forgotten = 0;
  /** Queries whose answer may have come in a gap of the recording. */
  excused = 0;
  /** Most queries within a second of the capture. */
  peak = 0;
  readonly queries = new Sightings();
  readonly latencies = new Latencies();
  readonly failures: Partial<Record<DnsFailureCode, Failures>> = {};
  #second = NaN;
  #inSecond = 0;
  readonly version: number;
  readonly address: number;
  readonly port: number;

  constructor(version: number, address: number, port: number) {
    this.version = version;
    this.address = address;
    this.port = port;
  }

  ask(packet: Packet, { client, clientPort }: QuestionKey): void {
    this.queries.note(packet, client, clientPort);
    const second = Math.floor(packet.at / 1e9);
    this.#inSecond = second === this.#second ? this.#inSecond + 1 : 1;
    this.#second = second;
    this.peak = Math.max(this.peak, this.#inSecond);
  }

  fail(code: DnsFailureCode, name: string | null, packet: Packet, { client, clientPort }: QuestionKey): void {
    const failures = (this.failures[code] ??= new Failures());
    failures.note(packet, client, clientPort);
    if (name !== null) failures.names.entry(name.slice(0, longestName)).count += 1;
  }
}

/** Questions of a server that have no answer. */
export interface Unanswered {
  questions: number;
  /** With their repetitions. */
  queries: number;
  readonly frames: number[];
}

/** A question that was asked less than this before the capture's end may still be answered. */
const graceNanoseconds = 2e9;
const framesKept = 3;
/** Resolvers ask again within this time. */
const patienceNanoseconds = 6e9;

/** DNS servers by their answers: codes, latencies, and questions that stay without any. */
export class DnsServers {
  readonly servers: ServiceTable<DnsServer>;
  readonly #open: OpenQuestions<DnsServer>;
  /** `Packet.at` of the latest message. */
  #latest = 0;

  constructor(hash: NumberHash) {
    this.servers = new ServiceTable(serversKept, hash, (version, address, port) => {
      return new DnsServer(version, address, port);
    });
    this.#open = new OpenQuestions(hash, (server, _frame, at) => {
      if (at <= this.#latest - graceNanoseconds) server.forgotten += 1;
    });
  }

  /** @param port the server's */
  take(message: DnsMessage, key: QuestionKey, port: number, packet: Packet): void {
    const server = this.servers.entry(key.version, key.server, port);
    this.#latest = Math.max(this.#latest, packet.at);
    if (message.response) this.#takeAnswer(message, key, server, packet);
    else this.#takeQuestion(key, server, packet);
  }

  /** Questions without an answer, by server. @param endAt `Packet.at` of the capture's last packet */
  unanswered(endAt: number): ReadonlyMap<DnsServer, Unanswered> {
    const found = new Map<DnsServer, Unanswered>();
    this.#open.forEachOpen((server, frame, at, asked) => {
      if (at > endAt - graceNanoseconds) return;
      const known = found.get(server) ?? { questions: 0, queries: 0, frames: [] };
      found.set(server, known);
      known.questions += 1;
      known.queries += asked;
      known.frames.push(frame);
    });
    for (const known of found.values()) {
      known.frames.sort((one, other) => one - other);
      known.frames.length = Math.min(known.frames.length, framesKept);
    }
    return found;
  }

  /** Expects no answers to what was asked shortly before a gap of the recording. */
  crossGap({ startAt }: RecordingGap): void {
    this.#open.forget(startAt - patienceNanoseconds, (server, _frame, _at, asked) => {
      server.excused += asked;
    });
  }

  #takeQuestion(key: QuestionKey, server: DnsServer, packet: Packet): void {
    const event = this.#open.ask(key, server, packet.number, packet.at);
    if (event === questionEvent.copy) return;
    server.count += 1;
    server.ask(packet, key);
    if (event === questionEvent.first) server.questions += 1;
  }

  #takeAnswer({ responseCode, name }: DnsMessage, key: QuestionKey, server: DnsServer, packet: Packet): void {
    if (this.#open.answer(key, packet.at)) return;
    server.count += 1;
    server.answers += 1;
    if (this.#open.waited >= 0) server.latencies.add(this.#open.waited);
    const code = responseCode < failureCodes.length ? failureCodes[responseCode] : "other";
    if (code !== null && code !== undefined) server.fail(code, name, packet, key);
  }
}
