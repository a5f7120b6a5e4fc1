import type { Order } from "./plan.ts";
import type { ScheduledTasks } from "./scheduledTasks.ts";

/** What two orders for one task have in common; a sub-orchestration's id may come from its number. */
const keyOf = (order: Order): string =>
  order.kind === "timer" ? order.fireAt : JSON.stringify([order.kind, order.name, order.input]);

/**
 * Guesses where a task was put into a second any() or all(): the library then asks for it twice, and results go to
 * the wrong task. In the list of actions a repeated task and an equal one look the same, so this can only warn.
 */
export class RepeatedTasks {
  readonly #seen = new Map<string, { readonly id: number; readonly step: number }>();
  readonly #suspects: { readonly id: number; readonly text: string }[] = [];
  readonly #schedule: ScheduledTasks;

  constructor(schedule: ScheduledTasks) {
    this.#schedule = schedule;
  }

  /** `step` tells one yield of the orchestrator from another. */
  note(order: Order, step: number): void {
    const key = keyOf(order);
    const earlier = this.#seen.get(key);
    if (earlier !== undefined && earlier.step !== step && this.#schedule.isOpen(earlier.id))
      this.#suspects.push({
        id: order.id,
        text:
          `Number ${order.id} equals number ${earlier.id}, which is still open. If it is the same task in a second ` +
          "any() or all(), it is scheduled twice and results go to the wrong task (azure-functions-durable-js 574): " +
          "build every compound from fresh tasks.",
      });
    this.#seen.set(key, { id: order.id, step });
  }

  /** Warnings on orders that are new. */
  warnings(): readonly string[] {
    const fresh = new Set(this.#schedule.orders.map((order) => order.id));
    return this.#suspects.filter(({ id }) => fresh.has(id)).map(({ text }) => text);
  }
}
