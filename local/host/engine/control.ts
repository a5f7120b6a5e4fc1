import { eventTime, EventType, type HistoryEvent } from "../protocol/historyEvent.ts";
import { isTerminalStatus, type RuntimeStatus } from "../protocol/runtimeStatus.ts";
import { createInstance } from "./createInstance.ts";
import { rewind } from "./rewind.ts";
import type { InstanceFilter } from "../store/instanceQuery.ts";
import type { Store } from "../store/store.ts";
import type { Engine } from "./engine.ts";

interface StartRequest {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  /** JSON text. */
  readonly input: string | null;
  /** W3C `traceparent` of its starter; null: it belongs to no trace. */
  readonly traceParent: string | null;
}

export type Delivery = "delivered" | "unknown" | "ended";
type Rewind = "rewound" | "unknown" | "not failed";
type Purge = "purged" | "unknown" | "running";

/** Page size of a purge by filter. */
const purgePage = 1_000;

/** A client's operations on orchestrations. */
export class Control {
  readonly #store: Store;
  readonly #engine: Engine;
  readonly #now: () => number;

  constructor(store: Store, engine: Engine, now: () => number) {
    this.#store = store;
    this.#engine = engine;
    this.#now = now;
  }

  /**
   * Starts an instance, and replaces an ended one with its id. Returns false when one with its id has not
   * ended.
   */
  start(request: StartRequest): Promise<boolean> {
    return this.#engine.commit((outbox) => {
      const existing = this.#store.instances.get(request.id);
      if (existing !== null && !isTerminalStatus(existing.status)) return false;
      createInstance(this.#store, outbox, this.#now(), { ...request, parent: null });
      return true;
    });
  }

  /** `input`: JSON text. */
  raiseEvent(id: string, name: string, input: string): Promise<Delivery> {
    const Timestamp = eventTime(this.#now());
    return this.#send(id, {
      EventType: EventType.EventRaised,
      EventId: -1,
      Timestamp,
      Name: name,
      Input: input,
      ParentTraceContext: null,
    });
  }

  terminate(id: string, reason: string): Promise<Delivery> {
    const Timestamp = eventTime(this.#now());
    return this.#send(id, {
      EventType: EventType.ExecutionTerminated,
      EventId: -1,
      Timestamp,
      Input: reason,
    });
  }

  suspend(id: string, reason: string): Promise<Delivery> {
    const Timestamp = eventTime(this.#now());
    return this.#send(id, {
      EventType: EventType.ExecutionSuspended,
      EventId: -1,
      Timestamp,
      Reason: reason,
    });
  }

  resume(id: string, reason: string): Promise<Delivery> {
    const Timestamp = eventTime(this.#now());
    return this.#send(id, { EventType: EventType.ExecutionResumed, EventId: -1, Timestamp, Reason: reason });
  }

  rewind(id: string, reason: string): Promise<Rewind> {
    return this.#engine.commit((outbox) => {
      const status = this.statusOf(id);
      if (status === null) return "unknown";
      if (status !== "Failed") return "not failed";
      rewind(this.#store, outbox, id, reason, this.#now());
      return "rewound";
    });
  }

  statusOf(id: string): RuntimeStatus | null {
    return this.#store.instances.get(id)?.status ?? null;
  }

  purge(id: string): Purge {
    return this.#store.transaction(() => {
      const status = this.statusOf(id);
      if (status === null) return "unknown";
      if (!isTerminalStatus(status)) return "running";
      this.#store.instances.remove(id);
      return "purged";
    });
  }

  /** Purges ended instances; returns their number. */
  purgeAll(filter: InstanceFilter): number {
    return this.#store.transaction(() => {
      let purged = 0;
      for (let page = this.#store.find(filter, purgePage, null); ;) {
        for (const { id, status } of page.instances) {
          if (!isTerminalStatus(status)) continue;
          this.#store.instances.remove(id);
          purged += 1;
        }
        if (page.next === null) return purged;
        page = this.#store.find(filter, purgePage, page.next);
      }
    });
  }

  #send(id: string, event: HistoryEvent): Promise<Delivery> {
    return this.#engine.commit((outbox) => {
      if (this.statusOf(id) === null) return "unknown";
      return outbox.signal(id, event) ? "delivered" : "ended";
    });
  }
}
