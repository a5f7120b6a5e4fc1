import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { eventTime, EventType, type HistoryEvent } from "../../../local/host/protocol/historyEvent.ts";
import { returnedAnswer, thrownAnswer } from "../../../local/host/protocol/orchestratorAnswer.ts";
import { triggerPayload } from "../../../local/host/protocol/triggerPayload.ts";
import { replay } from "../../../local/host/replay/replay.ts";
import { startedEvent } from "./startedEvent.ts";
import type { OrchestratorAnswer } from "../../../local/host/protocol/orchestratorAnswer.ts";
import type { Order, Outcome } from "../../../local/host/replay/plan.ts";
import type { OrchestrationHandler } from "durable-functions";

const { Orchestrator } = createRequire(import.meta.url)(
  "durable-functions/lib/src/orchestrations/Orchestrator.js",
) as {
  Orchestrator: new (handler: OrchestrationHandler) => {
    handle: (trigger: unknown, context: object) => Promise<unknown>;
  };
};

const beginning = Date.parse("2026-11-23T08:00:00Z");

/** Runs an orchestrator once over a history, in the real library. */
export async function executeOnce(
  handler: OrchestrationHandler,
  past: readonly HistoryEvent[],
  fresh: readonly HistoryEvent[],
  input: string | null = null,
): Promise<OrchestratorAnswer> {
  const payload = triggerPayload({ instanceId: "i", parentInstanceId: null, input, past, fresh });
  // The library turns the texts of the times into dates in the worker's decoding, which is bypassed here.
  const trigger: unknown = JSON.parse(payload, (key, value: unknown) =>
    key === "Timestamp" && typeof value === "string" ? new Date(value) : value,
  );
  try {
    return returnedAnswer(JSON.stringify(await new Orchestrator(handler).handle(trigger, {})));
  } catch (error) {
    return thrownAnswer((error as Error).message);
  }
}

/**
 * An orchestration whose every episode a test determines: the real library's executor, and the extension's
 * replay of its actions. Each event is named with the number of its task.
 */
export class SteppedOrchestration {
  readonly history: HistoryEvent[] = [];
  readonly #handler: OrchestrationHandler;
  #now = beginning;
  outcome: Outcome = { kind: "open", suspended: false };

  constructor(handler: OrchestrationHandler) {
    this.#handler = handler;
  }

  /** Tasks that have been scheduled and have no result yet. */
  open: Order[] = [];

  /** Runs an episode over these events, in this order; the new orders. */
  async episode(...events: readonly HistoryEvent[]): Promise<readonly Order[]> {
    const start = this.history.length === 0 ? [startedEvent(beginning)] : [];
    const fresh = [this.#stamp({ EventType: EventType.OrchestratorStarted }), ...start, ...events];
    const answer = await executeOnce(this.#handler, this.history, fresh);
    this.history.push(...fresh);
    const plan = replay({
      ...{ instanceId: "i", executionId: "e", parentInstanceId: null, name: "o", answer, defaultVersion: "" },
      history: this.history,
      functions: { activities: { has: () => true } as never, orchestrators: new Set() },
    });
    assert.deepEqual(plan.warnings, []);
    this.history.push(...plan.orders.map((order) => this.#scheduled(order)));
    this.history.push(this.#stamp({ EventType: EventType.OrchestratorCompleted }));
    this.open = [...this.open, ...plan.orders].filter(
      ({ id }) => !events.some((event) => idOf(event) === id),
    );
    this.outcome = plan.outcome;
    return plan.orders;
  }

  /** The event of a task's result; a timer's also moves the time to it. */
  resultOf(order: Order, result: unknown = null): HistoryEvent {
    if (order.kind === "timer") {
      this.#now = Math.max(this.#now, Date.parse(order.fireAt));
      return this.#stamp({ EventType: EventType.TimerFired, TimerId: order.id, FireAt: order.fireAt });
    }
    const Result = JSON.stringify(result);
    return this.#stamp({ EventType: EventType.TaskCompleted, TaskScheduledId: order.id, Result });
  }

  /** The event of an activity that the host cut short. */
  failureOf({ id }: Order): HistoryEvent {
    const facts = { TaskScheduledId: id, Reason: "It timed out.", Details: "", FailureDetails: null };
    return this.#stamp({ EventType: EventType.TaskFailed, ...facts });
  }

  raised(Name: string): HistoryEvent {
    return this.#stamp({ EventType: EventType.EventRaised, Name, Input: "null" });
  }

  #scheduled(order: Order): HistoryEvent {
    if (order.kind === "timer")
      return this.#stamp({ EventType: EventType.TimerCreated, EventId: order.id, FireAt: order.fireAt });
    const facts = { EventId: order.id, Name: order.name, Version: "", Input: null, Tags: null };
    return this.#stamp({ EventType: EventType.TaskScheduled, ...facts });
  }

  #stamp(event: object): HistoryEvent {
    return { EventId: -1, Timestamp: eventTime(this.#now), ...event } as HistoryEvent;
  }
}

const idOf = (event: HistoryEvent): number | null =>
  "TaskScheduledId" in event ? event.TaskScheduledId : "TimerId" in event ? event.TimerId : null;
