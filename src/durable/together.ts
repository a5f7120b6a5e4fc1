import { currentTime, dueTimeOf, timerAt } from "./timerIn.ts";
import type { OrchestrationContext, Task } from "durable-functions";

/** Steps of an orchestration, one after the other: each is an activity, or a timer of `timerAt`. */
export type Strand<Result> = Generator<Task, Result, unknown>;

type Results<Strands> = { -readonly [At in keyof Strands]: Strands[At] extends Strand<infer R> ? R : never };

/**
 * Runs strands side by side and returns their results in their order; `yield*` it. It may be a strand itself.
 *
 * A task that is still open cannot be raced a second time: its result would go astray (durable-functions 3.5,
 * its issue 574). So the activities that are due begin together, and all strands go on when those have ended;
 * a timer runs only while every strand waits for one, up to the earliest. A strand is thus held up by one
 * activity of another strand at most, and never by its retries.
 * @throws what a strand throws
 */
export function* together<const Strands extends readonly Strand<unknown>[]>(
  context: OrchestrationContext,
  strands: Strands,
): Generator<Task, Results<Strands>, unknown> {
  const running = strands.map((strand) => new Running(strand));
  let reached = currentTime(context);
  for (let open = running; ;) {
    open = open.filter(({ task }) => task !== null);
    if (open.length === 0) break;
    reached = Math.max(reached, currentTime(context));
    const due = open.filter(({ dueTime }) => dueTime !== null && dueTime <= reached);
    const steps = due.length > 0 ? due : open.filter(({ dueTime }) => dueTime === null);
    if (steps.length === 0) {
      // A timer can fire early; its time has then come all the same.
      reached = Math.min(...open.map(({ dueTime }) => dueTime ?? Infinity));
      yield timerAt(context, new Date(reached));
    } else {
      if (steps !== due) yield* settled(context, steps);
      for (const strand of steps) strand.goOn();
    }
  }
  return running.map(({ result }) => result) as Results<Strands>;
}

/** A strand and the task that it waits for, null at its end. */
class Running {
  task: Task | null = null;
  result: unknown;
  readonly #strand: Strand<unknown>;

  constructor(strand: Strand<unknown>) {
    this.#strand = strand;
    this.#take(strand.next());
  }

  /** When its timer fires; null while it waits for an activity. */
  get dueTime(): number | null {
    return this.task === null ? null : dueTimeOf(this.task);
  }

  /** Its task has ended: the strand gets the result, or the failure. */
  goOn(): void {
    const { isFaulted = false, result } = this.task ?? {};
    this.#take(isFaulted ? this.#strand.throw(result) : this.#strand.next(result));
  }

  #take({ done, value }: IteratorResult<Task, unknown>): void {
    this.task = done === true ? null : value;
    this.result = value;
  }
}

/** Tasks that are scheduled already; a second compound would schedule them again. */
const begun = new WeakSet<Task>();

/** Waits until the task of each strand has ended, well or badly. */
function* settled(
  context: OrchestrationContext,
  strands: readonly Pick<Running, "task">[],
): Generator<Task, void, unknown> {
  const tasks = strands.flatMap(({ task }) => task ?? []);
  const fresh = tasks.filter((task) => !begun.has(task));
  for (const task of fresh) begun.add(task);
  if (fresh.length > 0) yield* ended(context.df.Task.all(fresh));
  // The library goes on at the first failure, the extension only when the others have ended too.
  for (const task of tasks) if (!task.isCompleted && !task.isFaulted) yield* ended(task);
}

function* ended(task: Task): Generator<Task, void, unknown> {
  try {
    yield task;
  } catch {
    // Each strand gets the failure of its own task.
  }
}
