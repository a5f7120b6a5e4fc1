/*
 * What always holds here:
 *
 *  1. All state is in the store. Nothing that matters between two steps is only in memory, so the process
 *     can be killed at any time, and start() continues with what is left.
 *  2. An episode is one transaction: the messages it consumed, its history events, the instance's status,
 *     and the new messages and work items are committed together or not at all.
 *  3. Work starts only when the transaction that created it is on disk.
 *  4. An instance has one episode at a time, a work item one call at a time.
 *  5. Orchestrators and activities run at least once: after a crash, uncommitted work runs again. Each
 *     result is recorded exactly once, because its work item is removed in the same transaction.
 *  6. An episode takes all due messages of its instance, in order of due time, then of arrival. The start
 *     of the orchestration comes first.
 *  7. An orchestration's time never goes back. It is never before a timer that woke it, except with
 *     realistic delivery, where a timer may fire early, as in Azure. The library and the extension then
 *     settle the timer all the same; only a long timer, which compares times, goes on by one more segment.
 *  8. Messages are dropped when their instance has ended, is gone, or has another generation. Activities of
 *     an ended instance still run; their results are dropped.
 *  9. Changes that wait for the disk at the same time share a transaction (store/groupCommit.ts). A change
 *     that throws is undone on its own, and commit() resolves only when its change is on disk.
 * 10. Where hosts share the state file, or delivery is realistic, work on an instance or a work item needs a
 *     lease. A result is written only while its lease holds, so one host's result counts, and the work of a
 *     killed host comes again when its lease is over.
 * 11. While the gate is shut, no work starts and no result is written.
 */
import { traceIdOf } from "../protocol/childTraceParent.ts";
import { GroupCommit } from "../store/groupCommit.ts";
import { activityResult } from "./activityResult.ts";
import { DueAlarm } from "./dueAlarm.ts";
import { activityKey, instanceKey, noLeases, storedLeases, type Lease, type Leases } from "./leases.ts";
import { Outbox } from "./outbox.ts";
import { recordEpisode } from "./recordEpisode.ts";
import { runEpisode, traceParentOf, type FinishedEpisode } from "./runEpisode.ts";
import { WorkQueue } from "./workQueue.ts";
import type { Clock } from "../../environment/clock.ts";
import type { Delivery } from "../delivery/delivery.ts";
import type { Log } from "../log.ts";
import type { WorkItem } from "../store/activityTable.ts";
import type { Store } from "../store/store.ts";
import type { Versions } from "../versions.ts";
import type { ActivityAnswer, DurableApp } from "./durableApp.ts";
import type { Gate } from "./gate.ts";

interface EngineOptions {
  readonly store: Store;
  readonly app: DurableApp;
  readonly clock: Clock;
  readonly gate: Gate;
  readonly log: Log;
  readonly versions: Versions;
  readonly delivery: Delivery;
  /** Null: this host is alone, and repeats at once what its predecessor left. */
  readonly leasing: { readonly leaseMs: number; readonly pollMs: number | null } | null;
  readonly maxConcurrentOrchestrators: number;
  readonly maxConcurrentActivities: number;
  /** Whether many HTTP requests are waiting. Orchestrations then run one at a time. */
  readonly isBusy: () => boolean;
}

/** Runs orchestrations and activities. */
export class Engine {
  readonly #options: EngineOptions;
  readonly #orchestrations: WorkQueue<string>;
  readonly #activities: WorkQueue<number>;
  readonly #alarm: DueAlarm;
  readonly #commits: GroupCommit;
  readonly #leases: Leases;
  readonly #rejected = new Set<string>();
  /** Activity calls whose result was lost; the next one is not. */
  readonly #lost = new Set<number>();

  constructor(options: EngineOptions) {
    const { clock, gate, log, maxConcurrentOrchestrators, maxConcurrentActivities } = options;
    const limit = (usual: number) => () => (options.isBusy() ? 1 : usual);
    this.#options = options;
    this.#commits = new GroupCommit(options.store);
    const { leasing } = options;
    this.#leases =
      leasing === null ? noLeases : storedLeases({ ...options, ...leasing, commits: this.#commits });
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

  /** Continues with everything that an earlier process left. */
  start(): void {
    this.#addActivities(this.#leases.taken());
    this.#wakeDue();
  }

  /** Changes the store in one transaction, then starts the work that the change created. */
  async commit<Result>(change: (outbox: Outbox) => Result): Promise<Result> {
    const { store, clock } = this.#options;
    const outbox = new Outbox(store, () => clock.now(), this.#options.delivery);
    const result = await this.#commits.add(() => change(outbox));
    for (const id of outbox.instances) this.#orchestrations.add(id);
    for (const n of outbox.workItems) this.#activities.add(n);
    if (outbox.nextDue !== Infinity) this.#alarm.notLaterThan(outbox.nextDue);
    return result;
  }

  /** Starts nothing more. Resolves when nothing runs, or when `timeout` is over. */
  async close(timeout: Promise<void>): Promise<void> {
    this.#alarm.stop();
    const closing = [this.#orchestrations.close(timeout), this.#activities.close(timeout)];
    // Opening the gate lets finished work be written.
    this.#options.gate.set(true);
    await Promise.all(closing);
    this.#leases.stop();
  }

  #wakeDue(): void {
    const { store, clock } = this.#options;
    const now = clock.now();
    const taken = this.#leases.taken();
    for (const id of store.messages.dueInstances(now))
      if (!taken.has(instanceKey(id))) this.#orchestrations.add(id);
    if (this.#options.leasing !== null) this.#addActivities(taken);
    const next = Math.min(store.messages.nextDue(now) ?? Infinity, this.#leases.nextLook());
    if (next !== Infinity) this.#alarm.notLaterThan(next);
  }

  #addActivities(taken: ReadonlySet<string>): void {
    for (const n of this.#options.store.activities.all())
      if (!taken.has(activityKey(n))) this.#activities.add(n);
  }

  async #step(id: string): Promise<(() => Promise<void>) | null> {
    const { store } = this.#options;
    const lease = await this.#leases.take(instanceKey(id));
    if (lease === null) return null;
    const options = { ...this.#options, rejected: this.#rejected };
    const episode = await orLapse(lease, () => runEpisode(options, id));
    return async () => {
      const isWritten = await this.commit((outbox) => {
        if (!lease.end() || episode === null) return false;
        recordEpisode(store, outbox, episode);
        return true;
      });
      if (isWritten && episode !== null) this.#logEpisode(episode);
    };
  }

  async #call(n: number): Promise<(() => Promise<void>) | null> {
    const { store, delivery, clock } = this.#options;
    const lease = await this.#leases.take(activityKey(n));
    if (lease === null) return null;
    const item = store.activities.get(n);
    const answer = item === null ? null : await orLapse(lease, () => this.#answerTo(item));
    if (item !== null && !this.#lost.has(n) && delivery.losesResult(item)) {
      this.#lost.add(n);
      this.#alarm.notLaterThan(lease.lapse());
      return null;
    }
    return async () => {
      await this.commit((outbox) => {
        if (!lease.end() || item === null || answer === null || !store.activities.remove(n)) return;
        const { instanceId, executionId } = item;
        const events = [activityResult(item, answer, clock.now())];
        outbox.deliver({ instanceId, executionId, visibleAt: clock.now(), events });
      });
    };
  }

  #answerTo({ instanceId, name, input }: WorkItem): Promise<ActivityAnswer> {
    const { store, app } = this.#options;
    const traceParent = traceParentOf(store.histories.startOf(instanceId));
    return app.callActivity({ instanceId, traceParent }, name, input);
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

/** Work that fails comes again when its lease is over. */
function orLapse<Result>(lease: Lease, work: () => Promise<Result>): Promise<Result> {
  return work().catch((error: unknown) => {
    lease.lapse();
    throw error;
  });
}
