import { EventType } from "../protocol/historyEvent.ts";
import { ReplayFailure, type Order } from "./plan.ts";
import { Task } from "./task.ts";
import type {
  SubOrchestrationInstanceCreated,
  TaskScheduled,
  TimerCreated,
} from "../protocol/historyEvent.ts";

type Scheduled = TaskScheduled | SubOrchestrationInstanceCreated | TimerCreated;

/** Numbers the orchestration's tasks, and checks them against its history. */
export class ScheduledTasks {
  #next = 0;
  #orders = new Map<number, Order>();
  /** Orders that wait until the suspended instance is resumed. */
  #parked = new Map<number, Order>();
  readonly #open = new Map<number, Task>();

  /** Takes the next number. The task settles when its result arrives. */
  place(orderOf: (id: number) => Order): { readonly id: number; readonly task: Task } {
    const id = this.#next;
    this.#next += 1;
    this.#orders.set(id, orderOf(id));
    const task = new Task();
    this.#open.set(id, task);
    return { id, task };
  }

  /** Cancels a timer. It keeps its number and its place in the history. */
  cancel(id: number): void {
    this.settle(id, true);
  }

  settle(id: number, failed: boolean): void {
    const task = this.#open.get(id);
    this.#open.delete(id);
    task?.settle(failed);
  }

  /** Confirms an order by an event that scheduled it in an earlier episode. @throws ReplayFailure */
  confirm(event: Scheduled): void {
    const order = this.#orders.get(event.EventId);
    if (order === undefined || !fits(order, event))
      throw new ReplayFailure(
        `Non-Deterministic workflow detected: the history has ${describeEvent(event)} as number ${event.EventId}, ` +
          `but now the orchestrator schedules ${order === undefined ? "nothing" : describeOrder(order)} there. ` +
          "The orchestrator's code changed under a running instance, or depends on something outside its history.",
      );
    this.#orders.delete(event.EventId);
  }

  suspend(): void {
    this.#parked = new Map([...this.#parked, ...this.#orders]);
    this.#orders = new Map();
  }

  resume(): void {
    this.#orders = new Map([...this.#parked, ...this.#orders]);
    this.#parked = new Map();
  }

  /** Orders without a scheduling event in the history: they are new. */
  get orders(): readonly Order[] {
    return [...this.#orders.values()];
  }

  get hasOpenTasks(): boolean {
    return this.#open.size > 0;
  }

  isOpen(id: number): boolean {
    return this.#open.has(id);
  }
}

const sameName = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

function fits(order: Order, event: Scheduled): boolean {
  if (event.EventType === EventType.TimerCreated) return order.kind === "timer";
  const kind = event.EventType === EventType.TaskScheduled ? "activity" : "sub-orchestration";
  return order.kind === kind && sameName(order.name, event.Name);
}

const describeOrder = (order: Order): string =>
  order.kind === "timer" ? "a timer" : `the ${order.kind} '${order.name}'`;

function describeEvent(event: Scheduled): string {
  if (event.EventType === EventType.TimerCreated) return "a timer";
  const kind = event.EventType === EventType.TaskScheduled ? "activity" : "sub-orchestration";
  return `the ${kind} '${event.Name}'`;
}
