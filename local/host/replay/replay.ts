/*
 * What always holds here:
 *
 *  1. The plan depends only on the episode: no clock, no randomness, no I/O.
 *  2. Tasks are numbered from 0 in the order in which their actions are reached. Activities, sub-
 *     orchestrations, timers, each segment of a long timer and each delay of a retry take a number.
 *     External events and continueAsNew take none.
 *  3. An action is reached when the one before it has settled. The children of any() and all() are reached
 *     together, in order.
 *  4. Events are applied in the order of the history. A task that settles resumes its waiter at once.
 *  5. A number that the history has scheduled is not ordered again; every other number is a new order. A
 *     scheduling event that differs in kind or name from its number's order fails the instance.
 *  6. A result for an unknown or settled number is dropped.
 *  7. An external event goes to the newest waiter for its name, in any casing; without a waiter it is kept.
 *     After continueAsNew it is carried to the next generation.
 *  8. While the instance is suspended, events are held back and nothing is ordered. Resuming applies the
 *     events in order.
 *  9. A cancelled timer keeps its number and counts as settled.
 * 10. An instance ends only when its orchestrator has finished and no task is open. Termination ends it in
 *     any case.
 */
import { ActionType, type Action } from "../protocol/action.ts";
import { EventType, type EventRaised, type HistoryEvent } from "../protocol/historyEvent.ts";
import { ExternalEvents } from "./externalEvents.ts";
import { ReplayFailure, type Episode, type Outcome, type Plan } from "./plan.ts";
import { RepeatedTasks } from "./repeatedTasks.ts";
import { ScheduledTasks } from "./scheduledTasks.ts";
import { Shim } from "./shim.ts";
import { run } from "./task.ts";
import type { OrchestratorState } from "../protocol/orchestratorAnswer.ts";

/** Largest custom status in bytes of UTF-16, as the extension counts. */
const largestCustomStatus = 16 * 1024;

/**
 * The Durable extension's own replay. It takes the library's list of actions through the history once more
 * and decides what is new. Where it and the library disagree, results go astray here as they do in Azure.
 */
export function replay(episode: Episode): Plan {
  const terminated = episode.history.findLast((event) => event.EventType === EventType.ExecutionTerminated);
  if (terminated !== undefined)
    return ended({ kind: "ended", status: "Terminated", output: terminated.Input });
  try {
    return new Replay(episode).plan();
  } catch (error) {
    if (!(error instanceof ReplayFailure)) throw error;
    return ended({ kind: "ended", status: "Failed", output: error.message });
  }
}

const ended = (outcome: Outcome): Plan => ({ orders: [], customStatus: undefined, outcome, warnings: [] });

class Replay {
  readonly #episode: Episode;
  readonly #state: OrchestratorState;
  readonly #threw: boolean;
  readonly #schedule = new ScheduledTasks();
  readonly #events = new ExternalEvents();
  readonly #repeated = new RepeatedTasks(this.#schedule);
  readonly #carried: EventRaised[] = [];
  #now = 0;
  #nextInput: string | undefined;
  #finished = false;
  #suspended = false;
  #held: HistoryEvent[] = [];

  constructor(episode: Episode) {
    if (episode.answer.kind === "broken")
      throw new ReplayFailure(`Orchestrator function '${episode.name}' failed: ${episode.answer.message}`);
    this.#episode = episode;
    this.#state = episode.answer.state;
    this.#threw = episode.answer.threw;
  }

  plan(): Plan {
    const customStatus = this.#customStatus();
    for (const event of this.#episode.history) this.#process(event);
    const warnings = [...this.#repeated.warnings(), ...this.#carryWarnings()];
    return { orders: this.#schedule.orders, customStatus, outcome: this.#outcome(), warnings };
  }

  #process(event: HistoryEvent): void {
    if (event.EventType === EventType.OrchestratorStarted) this.#now = Date.parse(event.Timestamp);
    else if (event.EventType === EventType.ExecutionResumed) this.#resume();
    else if (event.EventType === EventType.ExecutionSuspended) {
      this.#suspended = true;
      this.#schedule.suspend();
    } else if (this.#suspended) this.#held.push(event);
    else this.#apply(event);
  }

  #resume(): void {
    this.#suspended = false;
    this.#schedule.resume();
    const held = this.#held;
    this.#held = [];
    for (const event of held) this.#process(event);
  }

  #apply(event: HistoryEvent): void {
    switch (event.EventType) {
      case EventType.ExecutionStarted:
        this.#start();
        break;
      case EventType.TaskScheduled:
      case EventType.TimerCreated:
      case EventType.SubOrchestrationInstanceCreated:
        this.#schedule.confirm(event);
        break;
      case EventType.TaskCompleted:
      case EventType.SubOrchestrationInstanceCompleted:
        this.#schedule.settle(event.TaskScheduledId, false);
        break;
      case EventType.TaskFailed:
      case EventType.SubOrchestrationInstanceFailed:
        this.#schedule.settle(event.TaskScheduledId, true);
        break;
      case EventType.TimerFired:
        this.#schedule.settle(event.TimerId, false);
        break;
      case EventType.EventRaised:
        if (this.#nextInput === undefined) this.#events.raise(event.Name);
        else this.#carried.push(event);
        break;
      case EventType.OrchestratorStarted:
      case EventType.OrchestratorCompleted:
      case EventType.ExecutionCompleted:
      case EventType.ContinueAsNew:
      case EventType.GenericEvent:
      case EventType.ExecutionTerminated:
      case EventType.ExecutionSuspended:
      case EventType.ExecutionResumed:
        break;
    }
  }

  #start(): void {
    const shim = new Shim({
      episode: this.#episode,
      schedule: this.#schedule,
      events: this.#events,
      repeated: this.#repeated,
      now: () => this.#now,
      continueAsNew: (input) => {
        this.#nextInput = input;
      },
    });
    run(shim.perform(this.#state.actions[0] ?? [])).whenSettled(() => {
      this.#finish();
    });
  }

  #finish(): void {
    const hasError = this.#state.error !== undefined && this.#state.error !== "";
    if (this.#threw && !hasError)
      throw new ReplayFailure(
        `Local host: orchestrator function '${this.#episode.name}' threw an error without a message, or something other than an Error. ` +
          "The real Durable host treats this as an orchestrator that still waits, and the instance hangs.",
      );
    this.#finished = this.#threw || this.#state.isDone;
  }

  #outcome(): Outcome {
    if (!this.#finished || this.#schedule.hasOpenTasks) return { kind: "open", suspended: this.#suspended };
    const { error, output } = this.#state;
    if (error !== undefined && error !== "") {
      const text = `Orchestrator function '${this.#episode.name}' failed: ${error}`;
      return { kind: "ended", status: "Failed", output: text };
    }
    if (this.#nextInput !== undefined)
      return { kind: "continued", input: this.#nextInput, carried: this.#carried };
    const result = output === undefined ? null : JSON.stringify(output);
    return { kind: "ended", status: "Completed", output: result };
  }

  #customStatus(): string | undefined {
    const { customStatus } = this.#state;
    if (customStatus === undefined || customStatus === null) return undefined;
    const json = JSON.stringify(customStatus);
    if (json.length * 2 > largestCustomStatus)
      throw new ReplayFailure(
        `Orchestrator function '${this.#episode.name}' failed: the custom status has ${json.length * 2} bytes of UTF-16 JSON; the limit is ${largestCustomStatus}.`,
      );
    return json;
  }

  #carryWarnings(): readonly string[] {
    if (this.#carried.length === 0 || !hasCancelledTimer(this.#state.actions[0] ?? [])) return [];
    return [
      "An external event is carried over to the next generation together with a cancelled timer. If the two " +
        "raced, the event is delivered again in every generation (azure-functions-durable-extension 2606). " +
        "Yield an activity between cancel() and continueAsNew().",
    ];
  }
}

const hasCancelledTimer = (actions: readonly Action[]): boolean =>
  actions.some(
    (action) =>
      (action.actionType === ActionType.CreateTimer && action.isCanceled) ||
      ("compoundActions" in action && hasCancelledTimer(action.compoundActions)),
  );
