import { refuse } from "../captures/outcome/refusal.ts";
import { isForced, stopEvent } from "./instances/stopEvent.ts";
import type { OrchestrationContext, Task } from "durable-functions";

/**
 * The event `stop` of one orchestration, from its first step to its last. It has one wait, which is kept: an
 * event that arrives while an activity runs completes it, and a new wait would never see that event. So the
 * wait is looked at before every step, and raced only while it is open, because a completed task never ends a
 * `Task.any` (durable-functions 3.5).
 */
export class StopSignal {
  readonly #context: OrchestrationContext;
  readonly #event: Task;

  constructor(context: OrchestrationContext) {
    this.#context = context;
    this.#event = context.df.waitForExternalEvent(stopEvent);
  }

  /** Whether the event has arrived. */
  get isRaised(): boolean {
    return this.#event.isCompleted;
  }

  /** Whether it ends the capture for all, also for other alerts that follow it. */
  get isForced(): boolean {
    return this.isRaised && isForced(this.#event.result);
  }

  /** Waits until the time, or until the event if it arrives first; whether it has arrived. */
  *waitUntil(time: Date): Generator<Task, boolean, unknown> {
    if (this.isRaised) return true;
    const timer = this.#context.df.createTimer(time);
    yield this.#context.df.Task.any([timer, this.#event]);
    // An instance does not complete while one of its timers is open.
    if (!timer.isCompleted) timer.cancel();
    return this.isRaised;
  }

  /**
   * Waits for a task to its end, whatever happens, and listens meanwhile: the library keeps an event for a
   * wait only from the first race on.
   * @throws what the task fails with
   */
  *listenDuring(task: Task): Generator<Task, unknown, unknown> {
    if (!this.isRaised) yield this.#context.df.Task.any([task, this.#event]);
    return yield task;
  }
}

/** What a stop makes of an alert without a packet capture. */
export const stoppedBeforeStart = refuse("stopped", "It was stopped before the packet capture had started.");
