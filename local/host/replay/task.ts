/** Something an orchestration waits for in the extension's replay. Settling resumes its waiters at once. */
export class Task {
  #state: "open" | "done" | "failed" = "open";
  #waiting: (() => void)[] = [];

  get settled(): boolean {
    return this.#state !== "open";
  }

  get failed(): boolean {
    return this.#state === "failed";
  }

  settle(failed = false): void {
    if (this.settled) return;
    this.#state = failed ? "failed" : "done";
    for (const resume of this.#waiting.splice(0)) resume();
  }

  whenSettled(resume: () => void): void {
    if (this.settled) resume();
    else this.#waiting.push(resume);
  }
}

/** Yields the tasks it waits for, and receives whether each failed. Returns whether it failed itself. */
export type Coroutine = Generator<Task, boolean, boolean>;

/** Runs a coroutine as far as it can, each time it can. Returns the task of its end. */
export function run(coroutine: Coroutine): Task {
  const end = new Task();
  const advance = (failed: boolean): void => {
    for (let step = coroutine.next(failed); ; step = coroutine.next(step.value.failed)) {
      if (step.done === true) {
        end.settle(step.value);
        return;
      }
      const task = step.value;
      if (task.settled) continue;
      task.whenSettled(() => {
        advance(task.failed);
      });
      return;
    }
  };
  advance(false);
  return end;
}

/** Settles with the first of `tasks`; at once when there are none. */
export function anyOf(tasks: readonly Task[]): Task {
  const first = new Task();
  if (tasks.length === 0) first.settle(true);
  for (const task of tasks)
    task.whenSettled(() => {
      first.settle(task.failed);
    });
  return first;
}

/** Settles when all of `tasks` have, including failed ones. */
export function allOf(tasks: readonly Task[]): Task {
  return run(
    (function* () {
      for (const task of tasks) yield task;
      return tasks.some((task) => task.failed);
    })(),
  );
}
