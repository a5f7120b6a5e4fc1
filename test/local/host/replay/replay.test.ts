import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ActionType, type Action } from "../../../../local/host/protocol/action.ts";
import { eventTime, EventType, type HistoryEvent } from "../../../../local/host/protocol/historyEvent.ts";
import { replay } from "../../../../local/host/replay/replay.ts";
import type { Plan } from "../../../../local/host/replay/plan.ts";

const time = Date.parse("2026-11-23T08:00:00Z");
const common = { EventId: -1, Timestamp: eventTime(time) };
const begun: HistoryEvent = { ...common, EventType: EventType.OrchestratorStarted };
const started: HistoryEvent = {
  ...{ ...common, EventType: EventType.ExecutionStarted, Name: "o", Version: "", Input: null, Tags: null },
  ...{ OrchestrationInstance: { InstanceId: "i", ExecutionId: "e" }, ParentInstance: null },
  ...{ ScheduledStartTime: null, Generation: 0, ParentTraceContext: null },
};
const scheduled = (EventId: number): HistoryEvent => ({
  ...{
    ...common,
    EventId,
    EventType: EventType.TaskScheduled,
    Name: "a",
    Version: "",
    Input: null,
    Tags: null,
  },
});
const completed = (TaskScheduledId: number): HistoryEvent => ({
  ...{ ...common, EventType: EventType.TaskCompleted, TaskScheduledId, Result: "1" },
});
const raised: HistoryEvent = { ...common, EventType: EventType.EventRaised, Name: "GO", Input: "1" };
const suspended: HistoryEvent = { ...common, EventType: EventType.ExecutionSuspended, Reason: "" };
const resumed: HistoryEvent = { ...common, EventType: EventType.ExecutionResumed, Reason: "" };

const activity: Action = { actionType: ActionType.CallActivity, functionName: "A", input: 1 };
const event: Action = { actionType: ActionType.WaitForExternalEvent, externalEventName: "go" };
const timer = (isCanceled: boolean): Action => ({
  ...{ actionType: ActionType.CreateTimer, fireAt: eventTime(time + 1000), isCanceled },
});
const all = (...compoundActions: Action[]): Action => ({ actionType: ActionType.WhenAll, compoundActions });
const any = (...compoundActions: Action[]): Action => ({ actionType: ActionType.WhenAny, compoundActions });

/** Replays a history against the actions that the library returns; `isDone` only matters at their end. */
const plan = (history: readonly HistoryEvent[], actions: readonly Action[], isDone = true): Plan =>
  replay({
    ...{ instanceId: "i", executionId: "e", parentInstanceId: null, name: "o" },
    history: [begun, ...history],
    answer: { kind: "state", state: { isDone, actions: [actions] }, threw: false },
    functions: { activities: new Set(["a"]), orchestrators: new Set() },
  });

const numbers = ({ orders }: Plan): readonly number[] => orders.map(({ id }) => id);

describe("section 8: the extension's replay", () => {
  it("orders only what the history does not have", () => {
    assert.deepEqual(numbers(plan([started], [activity, activity])), [0]);
    assert.deepEqual(numbers(plan([started, scheduled(0)], [activity, activity])), []);
    assert.deepEqual(numbers(plan([started, scheduled(0), completed(0)], [activity, activity])), [1]);
  });

  it("takes results of unknown numbers for repetitions", () => {
    const history = [started, scheduled(0), completed(7), completed(0), completed(0)];
    assert.equal(plan(history, [activity]).outcome.kind, "ended");
  });

  it("waits for all of a compound, and numbers its children in order", () => {
    const compound = all(activity, any(timer(false), activity));
    assert.deepEqual(numbers(plan([started], [compound, activity])), [0, 1, 2]);
  });

  it("gives an event to the newest waiter, in any casing", () => {
    const two = any(all(event, activity), event);
    const { orders } = plan([started, scheduled(0), raised], [two, activity]);
    assert.deepEqual(
      orders.map(({ id }) => id),
      [1],
    );
  });

  it("keeps the number of a timer that is cancelled from the start, and does not wait for it", () => {
    const { orders, outcome } = plan([started], [any(timer(true), event), activity]);
    assert.deepEqual(
      orders.map(({ id, kind }) => [id, kind]),
      [
        [0, "timer"],
        [1, "activity"],
      ],
    );
    assert.equal(outcome.kind, "open");
  });

  it("orders nothing while suspended, and everything once resumed", () => {
    const paused = [started, scheduled(0), completed(0), suspended];
    const still = plan(paused, [activity, activity]);
    assert.deepEqual(numbers(still), []);
    assert.deepEqual(still.outcome, { kind: "open", suspended: true });
    assert.deepEqual(numbers(plan([...paused, resumed], [activity, activity])), [1]);
    assert.deepEqual(numbers(plan([started, suspended, resumed], [activity])), [0]);
  });

  it("keeps what comes while suspended, until resumed", () => {
    const paused = [started, scheduled(0), suspended, completed(0)];
    assert.deepEqual(numbers(plan(paused, [activity, activity])), []);
    assert.deepEqual(numbers(plan([...paused, resumed], [activity, activity])), [1]);
  });

  it("carries events that come after continueAsNew over to the next generation", () => {
    const actions: Action[] = [activity, { actionType: ActionType.ContinueAsNew, input: '"x"' }];
    const history = [started, raised, scheduled(0), completed(0), raised];
    const { outcome } = plan(history, actions);
    assert.deepEqual(outcome, { kind: "continued", input: '"\\"x\\""', carried: [raised] });
  });

  it("ends a terminated instance whatever its function answers", () => {
    const terminated: HistoryEvent = { ...common, EventType: EventType.ExecutionTerminated, Input: "why" };
    const { outcome } = plan([started, scheduled(3), terminated], []);
    assert.deepEqual(outcome, { kind: "ended", status: "Terminated", output: "why" });
  });
});
