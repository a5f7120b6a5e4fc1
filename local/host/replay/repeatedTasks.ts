import type { Order } from "./plan.ts";
import type { ScheduledTasks } from "./scheduledTasks.ts";

/**
 * Equal for two orders of one task. A sub-orchestration's id is left out, because it may depend on the
 * number.
 */
const keyOf = (order: Order): string =>
  order.kind === "timer" ? order.fireAt : JSON.stringify([order.kind, order.name, order.input]);

/**
 * Detects a task that is probably used in a second any() or all(). The library then schedules it twice, and
 * results go to the wrong task. A repeated task and an equal one look the same in the list of actions, so
 * this can only warn.
 */
export class RepeatedTasks {
  readonly #seen = new Map<string, { readonly id: number; readonly step: number }>();
  readonly #suspects: { readonly id: number; readonly text: string }[] = [];
  readonly #schedule: ScheduledTasks;

  constructor(schedule: ScheduledTasks) {
    this.#schedule = schedule;
  }

  /** `step` numbers the orchestrator's yields. */
  note(order: Order, step: number): void {
    const key = keyOf(order);
    const earlier = this.#seen.get(key);
    if (earlier !== undefined && earlier.step !== step && this.#schedule.isOpen(earlier.id))
      this.#suspects.push({
        id: order.id,
        text:
          `Number ${order.id} equals number ${earlier.id}, which is still open. If it is the same task in a second ` +
          "any() or all(), it is scheduled twice and results go to the wrong task (azure-functions-durable-js 574). " +
          "Build every compound from new tasks.",
      });
    this.#seen.set(key, { id: order.id, step });
  }

  /** Warnings about new orders. */
  warnings(): readonly string[] {
    const fresh = new Set(this.#schedule.orders.map((order) => order.id));
    return this.#suspects.filter(({ id }) => fresh.has(id)).map(({ text }) => text);
  }
}
