import { isQuery, type SessionStatus, type StatusQuery } from "../../captures/site/captureSession.ts";
import type { PacketCaptures } from "../../azure/packetCaptures.ts";
import type { SessionQuery } from "../../captures/site/clearance.ts";
import type { Watcher } from "../../captures/site/watcher.ts";

/** Answers waited for at once; they travel in Durable messages with their URLs of 4 KB. */
const mostQueries = 4;

/** A session whose status is not waited for: the service answers late only for one that runs. */
const running: SessionStatus = { state: "Running", stopReason: null, errors: [], startedAt: null };

/** Collects the statuses of a Network Watcher's sessions. */
export class StatusSurvey {
  /** Null: there is no such session any more. */
  readonly statuses = new Map<string, SessionStatus | null>();
  /** Queries that are to be asked for again, later. */
  readonly late: SessionQuery[] = [];
  readonly #captures: PacketCaptures;
  readonly #watcher: Watcher;
  #listensToNew = true;

  constructor(captures: PacketCaptures, watcher: Watcher) {
    this.#captures = captures;
    this.#watcher = watcher;
  }

  /**
   * Asks for the answers of earlier queries. New ones are then not waited for, so that this comes to an end.
   */
  async hear(queries: readonly SessionQuery[]): Promise<void> {
    this.#listensToNew = queries.length === 0;
    const hear = async ({ captureName, answerUrl }: SessionQuery): Promise<void> => {
      this.#note(captureName, (await this.#captures.answer(this.#watcher, answerUrl)) ?? running, true);
    };
    await Promise.all(queries.map(hear));
  }

  /** Queries sessions. `closely`: answers that come late are waited for. */
  async ask(names: readonly string[], closely: boolean): Promise<void> {
    const ask = async (name: string): Promise<void> => {
      this.#note(name, await this.#captures.status(this.#watcher, name), closely && this.#listensToNew);
    };
    await Promise.all(names.map(ask));
  }

  #note(captureName: string, answer: SessionStatus | StatusQuery | null, isWaitedFor: boolean): void {
    if (answer === null || !isQuery(answer)) this.statuses.set(captureName, answer);
    else if (isWaitedFor && this.late.length < mostQueries) this.late.push({ captureName, ...answer });
    else this.statuses.set(captureName, running);
  }
}
