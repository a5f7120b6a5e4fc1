import { isTerminalStatus } from "../protocol/runtimeStatus.ts";
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

  constructor(store: Store, now: () => number) {
    this.#store = store;
    this.#now = now;
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

  assign(item: Omit<WorkItem, "n">): void {
    this.workItems.push(this.#store.activities.add(item));
  }
}
