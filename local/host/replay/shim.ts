import {
  ActionType,
  type Action,
  type ActivityAction,
  type ActivityWithRetryAction,
  type CompoundAction,
  type SubOrchestratorAction,
  type SubOrchestratorWithRetryAction,
  type TimerAction,
} from "../protocol/action.ts";
import { longestTimerMs, timerSegmentMs } from "../protocol/triggerPayload.ts";
import { ReplayFailure, type Episode, type Order } from "./plan.ts";
import { retrying } from "./retrying.ts";
import { allOf, anyOf, run, type Coroutine, type Task } from "./task.ts";
import type { ExternalEvents } from "./externalEvents.ts";
import type { RepeatedTasks } from "./repeatedTasks.ts";
import type { ScheduledTasks } from "./scheduledTasks.ts";

/** The state that actions change. */
interface ReplayContext {
  readonly episode: Episode;
  readonly schedule: ScheduledTasks;
  readonly events: ExternalEvents;
  readonly repeated: RepeatedTasks;
  /** The orchestration's time, milliseconds since the epoch. */
  readonly now: () => number;
  readonly continueAsNew: (input: string) => void;
}

const jsonOf = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));

/** A string is passed as it is: the library has JSON-encoded it already. */
const activityInput = (input: unknown): string | null =>
  typeof input === "string" ? input : input === null ? null : jsonOf(input);

/** Carries out an orchestrator's actions in the Durable extension's order and numbering. */
export class Shim {
  readonly #context: ReplayContext;
  #step = 0;

  constructor(context: ReplayContext) {
    this.#context = context;
  }

  /** Each action is awaited before the next, even one that fails. */
  *perform(actions: readonly Action[]): Coroutine {
    for (const action of actions) {
      this.#step += 1;
      yield this.#invoke(action);
    }
    return false;
  }

  #invoke(action: Action): Task {
    const { events } = this.#context;
    switch (action.actionType) {
      case ActionType.CallActivity:
        return this.#activity(action);
      case ActionType.CallSubOrchestrator:
        return this.#subOrchestration(action);
      case ActionType.CallActivityWithRetry:
        return this.#retry(action, () => this.#activity(action));
      case ActionType.CallSubOrchestratorWithRetry:
        return this.#retry(action, () => this.#subOrchestration(action));
      case ActionType.CreateTimer:
        return this.#timer(action);
      case ActionType.WaitForExternalEvent:
        return events.wait(action.externalEventName);
      case ActionType.WhenAny:
      case ActionType.WhenAll:
        return this.#compound(action);
      case ActionType.ContinueAsNew:
        this.#context.continueAsNew(JSON.stringify(action.input ?? null));
        return allOf([]);
      case ActionType.CallEntity:
      case ActionType.CallHttp:
      case ActionType.SignalEntity:
      case ActionType.LockEntities:
      case ActionType.ReleaseEntities:
        throw unsupported(action.actionType);
    }
  }

  #compound({ actionType, compoundActions }: CompoundAction): Task {
    const children = compoundActions.map((child) => this.#invoke(child));
    return actionType === ActionType.WhenAny ? anyOf(children) : allOf(children);
  }

  #place(orderOf: (id: number) => Order): { readonly id: number; readonly task: Task } {
    const { schedule, repeated } = this.#context;
    return schedule.place((id) => {
      const order = orderOf(id);
      repeated.note(order, this.#step);
      return order;
    });
  }

  #activity({ functionName: name, input }: ActivityAction | ActivityWithRetryAction): Task {
    const { activities } = this.#context.episode.functions;
    if (!activities.has(name.toLowerCase())) throw unknownFunction("activity", name);
    return this.#place((id) => ({ kind: "activity", id, name, input: activityInput(input) })).task;
  }

  #subOrchestration(action: SubOrchestratorAction | SubOrchestratorWithRetryAction): Task {
    const { episode } = this.#context;
    const { functionName: name, instanceId, version = episode.defaultVersion, input } = action;
    if (!episode.functions.orchestrators.has(name.toLowerCase())) throw unknownFunction("orchestrator", name);
    if (instanceId !== undefined) checkChildId(instanceId, episode);
    return this.#place((id) => ({
      kind: "sub-orchestration",
      id,
      name,
      version,
      instanceId: instanceId ?? `${episode.executionId}:${id}`,
      input: jsonOf(input),
    })).task;
  }

  #retry(action: ActivityWithRetryAction | SubOrchestratorWithRetryAction, attempt: () => Task): Task {
    const options = action.retryOptions;
    const { now } = this.#context;
    const wait = (until: number) => this.#segment(until).task;
    return run(retrying({ name: action.functionName, options, now, wait, attempt }));
  }

  #timer({ fireAt, isCanceled }: TimerAction): Task {
    const end = Date.parse(fireAt);
    if (end - this.#context.now() > longestTimerMs) return this.#longTimer(end, isCanceled);
    const { id, task } = this.#segment(end);
    if (isCanceled) this.#context.schedule.cancel(id);
    return task;
  }

  #longTimer(end: number, isCanceled: boolean): Task {
    const { id, task } = this.#segment(this.#context.now() + timerSegmentMs);
    const whole = run(this.#segments(task, end));
    if (isCanceled) this.#context.schedule.cancel(id);
    return whole;
  }

  *#segments(first: Task, end: number): Coroutine {
    for (let segment = first; ;) {
      if (yield segment) return true;
      const remaining = end - this.#context.now();
      if (remaining <= 0) return false;
      segment = this.#segment(this.#context.now() + Math.min(remaining, timerSegmentMs)).task;
    }
  }

  #segment(fireAt: number): { readonly id: number; readonly task: Task } {
    return this.#place((id) => ({ kind: "timer", id, fireAt: new Date(fireAt).toISOString() }));
  }
}

function checkChildId(instanceId: string, { instanceId: own, parentInstanceId }: Episode): void {
  const taken = [own, parentInstanceId].some((id) => id?.toLowerCase() === instanceId.toLowerCase());
  if (taken || instanceId.startsWith("@"))
    throw new ReplayFailure(
      `Local host: a sub-orchestration cannot have the instance id '${instanceId}', ` +
        "because it starts with @ or belongs to its parent or grandparent. The real Durable host hangs here.",
    );
}

const unknownFunction = (kind: "activity" | "orchestrator", name: string): ReplayFailure =>
  new ReplayFailure(
    `Local host: no ${kind} function '${name}' is registered. ` +
      "The real Durable host swallows this and the instance hangs (azure-functions-durable-js 197).",
  );

function unsupported(actionType: number): ReplayFailure {
  const name = Object.entries(ActionType).find(([, number]) => number === actionType)?.[0];
  return new ReplayFailure(
    `Local host: the action ${name ?? actionType} is not supported; entities and durable HTTP calls run on the real host only.`,
  );
}
