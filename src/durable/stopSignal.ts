import { refuse, type Refusal } from "../captures/outcome/refusal.ts";
import { readResolved, resolvedEvent } from "./instances/resolvedEvent.ts";
import { isForced, stopEvent } from "./instances/stopEvent.ts";
import type { OrchestrationContext, Task } from "durable-functions";

/**
 * What ends the capture of one orchestration early, from its first step to its last: the event `stop`, or the
 * event `resolved` where that is to stop it. Each has one wait, which is kept: an event that arrives while an
 * activity runs completes it, and a new wait would never see that event. So the waits are looked at before
 * every step, and raced only while they are open, because a completed task never ends a `Task.any`
 * (durable-functions 3.5).
 */
export class StopSignal {
  readonly #context: OrchestrationContext;
  readonly #stop: Task;
  readonly #resolved: Task;
  readonly #known: string | null;

  /** `resolvedAt`: where the orchestration knew that before it continued with an empty history. */
  constructor(context: OrchestrationContext, resolvedAt: string | null = null) {
    this.#context = context;
    this.#stop = context.df.waitForExternalEvent(stopEvent);
    this.#resolved = context.df.waitForExternalEvent(resolvedEvent);
    this.#known = resolvedAt;
  }

  /** Whether the capture is to end. */
  get isRaised(): boolean {
    return this.stoppedBy !== null;
  }

  /** Who ends it; null: nobody. */
  get stoppedBy(): "person" | "resolved" | null {
    if (this.#stop.isCompleted) return "person";
    return this.#resolved.isCompleted && readResolved(this.#resolved.result).stops ? "resolved" : null;
  }

  /** Whether it ends for all, also for other alerts that follow it. */
  get isForced(): boolean {
    return this.#stop.isCompleted && isForced(this.#stop.result);
  }

  /** When the alert resolved, ISO 8601; null: not known. */
  get resolvedAt(): string | null {
    return (this.#resolved.isCompleted ? readResolved(this.#resolved.result).at : null) ?? this.#known;
  }

  /** What it makes of an alert without a packet capture. */
  get beforeStart(): Refusal {
    const { stoppedBy } = this;
    const hint =
      stoppedBy === "resolved"
        ? "The alert resolved before the packet capture had started."
        : "It was stopped before the packet capture had started.";
    return { ...refuse("stopped", hint), ...(stoppedBy !== null && { stoppedBy }) };
  }

  /** Waits until the time, or until it is raised if that is earlier; whether it is. */
  *waitUntil(time: Date): Generator<Task, boolean, unknown> {
    while (!this.isRaised) {
      // A task is raced once: after an event that ends nothing comes a new timer.
      const timer = this.#context.df.createTimer(time);
      yield this.#context.df.Task.any([timer, ...this.#open]);
      if (timer.isCompleted) break;
      // An instance does not complete while one of its timers is open.
      timer.cancel();
    }
    return this.isRaised;
  }

  /**
   * Waits for a task to its end, whatever happens, and listens meanwhile: the library keeps an event for a
   * wait only from the first race on.
   * @throws what the task fails with
   */
  *listenDuring(task: Task): Generator<Task, unknown, unknown> {
    if (!this.isRaised) yield this.#context.df.Task.any([task, ...this.#open]);
    return yield task;
  }

  get #open(): readonly Task[] {
    return [this.#stop, this.#resolved].filter(({ isCompleted }) => !isCompleted);
  }
}
