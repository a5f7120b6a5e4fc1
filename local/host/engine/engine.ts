import { traceIdOf } from "../protocol/childTraceParent.ts";
import { GroupCommit } from "../store/groupCommit.ts";
import { activityResult } from "./activityResult.ts";
import { DueAlarm } from "./dueAlarm.ts";
import { Outbox } from "./outbox.ts";
import { recordEpisode } from "./recordEpisode.ts";
import { runEpisode, traceParentOf, type FinishedEpisode } from "./runEpisode.ts";
import { WorkQueue } from "./workQueue.ts";
import type { Clock } from "../../environment/clock.ts";
import type { Log } from "../log.ts";
import type { Store } from "../store/store.ts";
import type { DurableApp } from "./durableApp.ts";
import type { Gate } from "./gate.ts";

interface EngineOptions {
  readonly store: Store;
  readonly app: DurableApp;
  readonly clock: Clock;
  readonly gate: Gate;
  readonly log: Log;
  readonly maxConcurrentOrchestrators: number;
  readonly maxConcurrentActivities: number;
  /** Callers wait in numbers: orchestrations then take second place. */
  readonly isBusy: () => boolean;
}

/** Runs orchestrations and activities. Everything between two steps is in the store, so it can stop at any moment. */
export class Engine {
  readonly #options: EngineOptions;
  readonly #orchestrations: WorkQueue<string>;
  readonly #activities: WorkQueue<number>;
  readonly #alarm: DueAlarm;
  readonly #commits: GroupCommit;

  constructor(options: EngineOptions) {
    const { clock, gate, log, maxConcurrentOrchestrators, maxConcurrentActivities } = options;
    const limit = (usual: number) => () => (options.isBusy() ? 1 : usual);
    this.#options = options;
    this.#commits = new GroupCommit(options.store);
    this.#orchestrations = new WorkQueue({
      ...{ name: "Orchestration", limit: limit(maxConcurrentOrchestrators), clock, gate, log },
      work: (id) => this.#step(id),
    });
    this.#activities = new WorkQueue({
      ...{ name: "Activity call", limit: limit(maxConcurrentActivities), clock, gate, log },
      work: (n) => this.#call(n),
    });
    this.#alarm = new DueAlarm(clock, () => {
      this.#wakeDue();
    });
  }

  /** Takes up everything that an earlier process has left. */
  start(): void {
    for (const n of this.#options.store.activities.all()) this.#activities.add(n);
    this.#wakeDue();
  }

  /** Changes the store, all or nothing, then sets going what came of it. */
  async commit<Result>(change: (outbox: Outbox) => Result): Promise<Result> {
    const { store, clock } = this.#options;
    const outbox = new Outbox(store, () => clock.now());
    const result = await this.#commits.add(() => change(outbox));
    for (const id of outbox.instances) this.#orchestrations.add(id);
    for (const n of outbox.workItems) this.#activities.add(n);
    if (outbox.nextDue !== Infinity) this.#alarm.notLaterThan(outbox.nextDue);
    return result;
  }

  /** Starts nothing any more; resolves when nothing runs, or when `patience` is over. */
  async close(patience: Promise<void>): Promise<void> {
    this.#alarm.stop();
    const closing = [this.#orchestrations.close(patience), this.#activities.close(patience)];
    // What has run while the backend was away is written down now.
    this.#options.gate.set(true);
    await Promise.all(closing);
  }

  #wakeDue(): void {
    const { store, clock } = this.#options;
    const now = clock.now();
    for (const id of store.messages.dueInstances(now)) this.#orchestrations.add(id);
    const next = store.messages.nextDue(now);
    if (next !== null) this.#alarm.notLaterThan(next);
  }

  async #step(id: string): Promise<(() => Promise<void>) | null> {
    const { store, app, clock } = this.#options;
    const episode = await runEpisode(store, app, id, clock.now());
    if (episode === null) return null;
    return async () => {
      await this.commit((outbox) => {
        recordEpisode(store, outbox, episode);
      });
      this.#logEpisode(episode);
    };
  }

  async #call(n: number): Promise<(() => Promise<void>) | null> {
    const { store, app, clock } = this.#options;
    const item = store.activities.get(n);
    if (item === null) return null;
    const traceParent = traceParentOf(store.histories.startOf(item.instanceId));
    const caller = { instanceId: item.instanceId, traceParent };
    const answer = await app.callActivity(caller, item.name, item.input);
    return async () => {
      await this.commit((outbox) => {
        if (!store.activities.remove(n)) return;
        const { instanceId, executionId } = item;
        const events = [activityResult(item, answer, clock.now())];
        outbox.deliver({ instanceId, executionId, visibleAt: clock.now(), events });
      });
    };
  }

  #logEpisode({ instance, traceParent, past, plan }: FinishedEpisode): void {
    const { log } = this.#options;
    const traceId = traceIdOf(traceParent ?? "");
    const entry = { category: "Host.Triggers.DurableTask", instanceId: instance.id, traceId };
    const who = `Orchestration '${instance.name}' ${instance.id}`;
    for (const message of plan.warnings) log({ ...entry, level: "warning", message: `${who}: ${message}` });
    if (past.length === 0) log({ ...entry, level: "information", message: `${who} has started.` });
    if (plan.outcome.kind !== "ended") return;
    const { status, output } = plan.outcome;
    if (status === "Failed") log({ ...entry, level: "error", message: `${who} has failed. ${output ?? ""}` });
    else log({ ...entry, level: "information", message: `${who} has ended: ${status}.` });
  }
}
