import { isTerminalStatus } from "../protocol/runtimeStatus.ts";
import { activityKey } from "./leases.ts";
import type { CreatedTimer, Delivery } from "../delivery/delivery.ts";
import type { HistoryEvent } from "../protocol/historyEvent.ts";
import type { WorkItem } from "../store/activityTable.ts";
import type { Message } from "../store/messageTable.ts";
import type { Store } from "../store/store.ts";

/** Collects the work that a transaction creates. It starts after the commit. */
export class Outbox {
  readonly instances = new Set<string>();
  readonly workItems: number[] = [];
  /** When the earliest message in the future falls due. */
  nextDue = Infinity;
  readonly #store: Store;
  readonly #now: () => number;
  readonly #delivery: Delivery;

  constructor(store: Store, now: () => number, delivery: Delivery) {
    this.#store = store;
    this.#now = now;
    this.#delivery = delivery;
  }

  /** Sends events to an instance; false when it has ended, is gone, or has another generation. */
  deliver(message: Message): boolean {
    const instance = this.#store.instances.get(message.instanceId);
    if (instance === null || isTerminalStatus(instance.status)) return false;
    if (message.executionId !== null && message.executionId !== instance.executionId) return false;
    this.#store.messages.add(message);
    if (message.visibleAt <= this.#now()) this.instances.add(message.instanceId);
    else this.nextDue = Math.min(this.nextDue, message.visibleAt);
    return true;
  }

  /** Sends what a client sends. */
  signal(instanceId: string, event: HistoryEvent): boolean {
    const now = this.#now();
    const nextTimer = this.#store.messages.nextTimer(instanceId, now);
    const visibleAt = this.#delivery.signalAt({ instanceId, now, nextTimer });
    return this.deliver({ instanceId, executionId: null, visibleAt, events: [event] });
  }

  /** Sends the end of a timer that is created now. */
  schedule(message: Omit<Message, "visibleAt">, timer: Omit<CreatedTimer, "instanceId">): void {
    const { instanceId } = message;
    this.deliver({ ...message, visibleAt: this.#delivery.timerAt({ ...timer, instanceId }) });
  }

  assign(item: Omit<WorkItem, "n">): void {
    const { activities, leases } = this.#store;
    this.workItems.push(activities.add(item));
    const delay = this.#delivery.secondCallMs(item);
    if (delay === null) return;
    const until = this.#now() + delay;
    leases.take(activityKey(activities.add(item)), "nobody", this.#now(), until);
    this.nextDue = Math.min(this.nextDue, until);
  }
}
