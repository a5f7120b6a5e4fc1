/** What was loaded last. */
export interface Loaded<T> {
  /** Null until it has been loaded once; kept while a later load fails. */
  readonly value: T | null;
  /** Why the last load failed; null when it did not. */
  readonly error: Error | null;
}

interface Ports<T> {
  /** What is known before the first load; null for nothing. */
  readonly initial: T | null;
  readonly load: () => Promise<T>;
  /** How long to wait after a value. */
  readonly everyMs: (value: T) => number;
  readonly changed: (loaded: Loaded<T>) => void;
  readonly isHidden: () => boolean;
  /** Runs it later, and returns what cancels that. */
  readonly later: (run: () => void, ms: number) => () => void;
}

const firstRetryMs = 2000;
const lastRetryMs = 60_000;

/** Loads a value again and again, one load at a time, and none while the page is hidden. */
export class Poller<T> {
  readonly #ports: Ports<T>;
  #loaded: Loaded<T>;
  #failures = 0;
  #running: Promise<void> | null = null;
  #next: Promise<void> | null = null;
  #cancel: () => void = () => undefined;
  #ended = false;

  constructor(ports: Ports<T>) {
    this.#ports = ports;
    this.#loaded = { value: ports.initial, error: null };
  }

  /** Loads unless the page is hidden: at the start, when it is time, and when the page is shown again. */
  wake(): void {
    this.#cancel();
    if (!this.#ended && !this.#ports.isHidden() && this.#running === null) void this.refresh();
  }

  end(): void {
    this.#ended = true;
    this.#cancel();
  }

  /** Loads now. A load that is under way may have missed what just happened, so another one follows it. */
  refresh(): Promise<void> {
    if (this.#running === null) return this.#run();
    this.#next ??= this.#running.then(() => {
      this.#next = null;
      return this.#run();
    });
    return this.#next;
  }

  #run(): Promise<void> {
    if (this.#ended) return Promise.resolve();
    this.#cancel();
    this.#running = this.#load().then((waitMs) => {
      this.#running = null;
      if (this.#ended) return;
      this.#cancel = this.#ports.later(() => {
        this.wake();
      }, waitMs);
    });
    return this.#running;
  }

  /** How long to wait for the next load. */
  async #load(): Promise<number> {
    try {
      const value = await this.#ports.load();
      this.#failures = 0;
      this.#settle({ value, error: null });
      return this.#ports.everyMs(value);
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      this.#failures += 1;
      this.#settle({ value: this.#loaded.value, error: failure });
      const asked = "retryAfterSeconds" in failure ? Number(failure.retryAfterSeconds) * 1000 : 0;
      return Math.min(lastRetryMs, Math.max(asked, firstRetryMs * 2 ** Math.min(this.#failures - 1, 5)));
    }
  }

  #settle(loaded: Loaded<T>): void {
    const known = this.#loaded;
    this.#loaded = loaded;
    const isSame = known.value === loaded.value && known.error?.message === loaded.error?.message;
    if (!this.#ended && !isSame) this.#ports.changed(loaded);
  }
}
