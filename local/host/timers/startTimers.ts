import { errorText } from "../../environment/errorText.ts";
import { resolveSettings } from "../hostSettings.ts";
import { childTraceParent } from "../protocol/childTraceParent.ts";
import { hideCredentials } from "../worker/hideCredentials.ts";
import { invoke } from "../worker/invoke.ts";
import { parseCronSchedule, type CronSchedule } from "./cronSchedule.ts";
import type { Clock } from "../../environment/clock.ts";
import type { Log } from "../log.ts";
import type { Store } from "../store/store.ts";
import type { TimerFunction } from "../worker/appFunction.ts";
import type { LoadedApp } from "../worker/loadApp.ts";

interface TimerOptions {
  readonly app: LoadedApp;
  /** Durable client binding, JSON text. */
  readonly client: string;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  /** Whether other hosts use the store, of which only one may run each occurrence. */
  readonly isShared: boolean;
}

/**
 * Runs timer-triggered functions by their schedules, in UTC. Returns a function that stops them.
 * @throws Error for an invalid schedule.
 */
export function startTimers(options: TimerOptions): () => void {
  const functions = options.app.functions.filter((called) => called.kind === "timer");
  const timers = functions.map((called) => {
    const schedule = parseCronSchedule(resolveSettings(called.schedule, process.env));
    return new TimerTrigger(options, called, schedule);
  });
  for (const timer of timers) timer.start();
  return () => {
    for (const timer of timers) timer.stop();
  };
}

/**
 * One function's timer. The time of its last run is stored, so that a run missed while no host ran is caught
 * up.
 */
class TimerTrigger {
  readonly #options: TimerOptions;
  readonly #called: TimerFunction;
  readonly #schedule: CronSchedule;
  #cancel: () => void = () => undefined;
  #stopped = false;

  constructor(options: TimerOptions, called: TimerFunction, schedule: CronSchedule) {
    this.#options = options;
    this.#called = called;
    this.#schedule = schedule;
  }

  start(): void {
    const { clock, store } = this.#options;
    const now = clock.now();
    const last = this.#last();
    if (last === null) store.kept.set(this.#key(), String(now));
    const missed = last !== null && this.#schedule(last) < now;
    if (missed || this.#called.runOnStartup) this.#arm(now, missed);
    else this.#arm(this.#schedule(last ?? now), false);
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel();
  }

  #key(): string {
    return `timer ${this.#called.name}`;
  }

  #last(): number | null {
    const kept = this.#options.store.kept.get(this.#key());
    return kept === null ? null : Number(kept);
  }

  #arm(when: number, isPastDue: boolean): void {
    this.#cancel = this.#options.clock.at(when, () => {
      void this.#run(when, isPastDue);
    });
  }

  async #run(when: number, isPastDue: boolean): Promise<void> {
    const { clock, store } = this.#options;
    if (!this.#claim(when)) {
      this.#arm(this.#schedule(clock.now()), false);
      return;
    }
    const release = clock.hold();
    const now = clock.now();
    await this.#call(now, isPastDue);
    if (!this.#stopped) {
      store.kept.set(this.#key(), String(now));
      this.#arm(this.#schedule(clock.now()), false);
    }
    release();
  }

  /** False when another host runs this occurrence. */
  #claim(when: number): boolean {
    const { isShared, store } = this.#options;
    const key = `${this.#key()} claimed`;
    if (!isShared) return true;
    return store.transaction(() => {
      if (Number(store.kept.get(key) ?? 0) >= when) return false;
      store.kept.set(key, String(when));
      return true;
    });
  }

  async #call(now: number, isPastDue: boolean): Promise<void> {
    const { app, client, log } = this.#options;
    const data = { json: JSON.stringify(this.#payload(now, isPastDue)) };
    try {
      const traceParent = childTraceParent(null);
      await invoke(app, this.#called, { data, client, triggerMetadata: {}, traceParent }, log);
    } catch (error) {
      log({
        level: "error",
        category: `Function.${this.#called.name}`,
        message: hideCredentials(errorText(error)),
      });
    }
  }

  #payload(now: number, IsPastDue: boolean): object {
    const iso = (at: number) => new Date(at).toISOString();
    const last = this.#last() ?? now;
    // The host hands over the status of the run before: its next run is this one.
    const ScheduleStatus = { Last: iso(last), LastUpdated: iso(last), Next: iso(this.#schedule(last)) };
    return { Schedule: { AdjustForDST: true }, ScheduleStatus, IsPastDue };
  }
}
