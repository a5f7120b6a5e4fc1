import type { Clock } from "../environment/clock.ts";

/** One request to simulated Azure. */
export interface LoggedRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  /** Null until there is a response. */
  status: number | null;
  /** ISO 8601. */
  readonly at: string;
}

/** A finished request and its client. */
export interface ReceivedCall extends LoggedRequest {
  /** The caller's `User-Agent`. */
  readonly userAgent: string | null;
}

/** The oldest entries beyond this number are dropped, so that a long session does not fill the memory. */
const mostEntries = 100_000;

/** The requests since the start, or since the log was cleared. */
export class RequestLog {
  readonly #clock: Clock;
  #entries: LoggedRequest[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(method: string, path: string): LoggedRequest {
    const entry = { method, path, status: null, at: new Date(this.#clock.now()).toISOString() };
    this.#entries.push(entry);
    if (this.#entries.length > mostEntries) this.#entries.splice(0, mostEntries / 10);
    return entry;
  }

  /** The oldest first; the last so many, or all. */
  all(last = -1): readonly LoggedRequest[] {
    return last < 0 ? this.#entries : this.#entries.slice(Math.max(this.#entries.length - last, 0));
  }

  clear(): void {
    this.#entries = [];
  }
}
