import assert from "node:assert/strict";
import { ActionType, type Action } from "../../../local/host/protocol/action.ts";
import { eventTime, EventType, type HistoryEvent } from "../../../local/host/protocol/historyEvent.ts";
import { replay } from "../../../local/host/replay/replay.ts";
import { startedEvent } from "./startedEvent.ts";
import type { Order, Outcome, Plan } from "../../../local/host/replay/plan.ts";

const time = Date.parse("2026-11-23T08:00:00Z");

export const activity: Action = { actionType: ActionType.CallActivity, functionName: "A", input: 1 };
export const event: Action = { actionType: ActionType.WaitForExternalEvent, externalEventName: "go" };
const timerAction = (isCanceled: boolean): Action => ({
  actionType: ActionType.CreateTimer,
  fireAt: eventTime(time + 1000),
  isCanceled,
});
export const timer = timerAction(false);
export const cancelledTimer = timerAction(true);
export const all = (...compoundActions: Action[]): Action => ({
  actionType: ActionType.WhenAll,
  compoundActions,
});
export const any = (...compoundActions: Action[]): Action => ({
  actionType: ActionType.WhenAny,
  compoundActions,
});
export const continueAsNew = (input: unknown): Action => ({ actionType: ActionType.ContinueAsNew, input });

/**
 * Replays a list of actions over a history that grows line by line. `in` appends an event. The `out` lines
 * that follow are everything that the replay of the history so far returns: its orders, then its outcome
 * unless the instance simply waits; `-` stands for nothing.
 */
export function replayTranscript(actions: readonly Action[], transcript: string): void {
  const lines = transcript.split("\n").flatMap((line) => {
    const [, direction = "", text = ""] = /^ *(in|out) +(.+)$/.exec(line) ?? [];
    return direction === "" ? [] : { direction, text };
  });
  const history = [eventOf("OrchestratorStarted")];
  lines.forEach(({ direction, text }, index) => {
    if (direction === "in") history.push(eventOf(text));
    else if (lines[index - 1]?.direction === "in") {
      const next = lines.findIndex((line, at) => at > index && line.direction === "in");
      const expected = lines.slice(index, next < 0 ? lines.length : next).map((line) => line.text);
      assert.deepEqual(
        planLines(planOf(history, actions)),
        expected,
        `after ${lines[index - 1]?.text ?? ""}`,
      );
    }
  });
}

const planOf = (history: readonly HistoryEvent[], actions: readonly Action[]): Plan =>
  replay({
    instanceId: "i",
    executionId: "e",
    parentInstanceId: null,
    name: "o",
    history,
    answer: { kind: "state", state: { isDone: true, actions: [actions] }, threw: false },
    functions: { activities: new Set(["a"]), orchestrators: new Set() },
    defaultVersion: "",
  });

function planLines({ orders, outcome }: Plan): readonly string[] {
  const lines = [...orders.map(orderLine), ...outcomeLines(outcome)];
  return lines.length === 0 ? ["-"] : lines;
}

const orderLine = (order: Order): string => `${order.kind} #${order.id}`;

function outcomeLines(outcome: Outcome): readonly string[] {
  switch (outcome.kind) {
    case "open":
      return outcome.suspended ? ["suspended"] : [];
    case "ended":
      return [
        outcome.output === null ? outcome.status : `${outcome.status}: ${outcome.output.split(":")[0] ?? ""}`,
      ];
    case "continued":
      return [
        `continued with ${outcome.input}, carrying ${outcome.carried.map(({ Name }) => Name).join(", ")}`,
      ];
  }
}

/** "TaskCompleted #0" or "EventRaised GO" as an event. */
function eventOf(text: string): HistoryEvent {
  const [, name = "", number = "0", rest = ""] = /^(\w+)(?: #(\d+))?(?: (.+))?$/.exec(text) ?? [];
  const common = { EventId: -1, Timestamp: eventTime(time) };
  const id = Number(number);
  const make: Readonly<Record<string, HistoryEvent>> = {
    OrchestratorStarted: { ...common, EventType: EventType.OrchestratorStarted },
    ExecutionStarted: startedEvent(time),
    ExecutionSuspended: { ...common, EventType: EventType.ExecutionSuspended, Reason: "" },
    ExecutionResumed: { ...common, EventType: EventType.ExecutionResumed, Reason: "" },
    ExecutionTerminated: { ...common, EventType: EventType.ExecutionTerminated, Input: rest },
    TaskScheduled: {
      ...{ ...common, EventId: id, EventType: EventType.TaskScheduled, Name: rest === "" ? "a" : rest },
      ...{ Version: "", Input: null, Tags: null },
    },
    TaskCompleted: { ...common, EventType: EventType.TaskCompleted, TaskScheduledId: id, Result: "1" },
    TimerCreated: {
      ...common,
      EventId: id,
      EventType: EventType.TimerCreated,
      FireAt: eventTime(time + 1000),
    },
    EventRaised: {
      ...{ ...common, EventType: EventType.EventRaised, Name: rest },
      ...{ Input: "1", ParentTraceContext: null },
    },
  };
  return make[name] ?? assert.fail(`The transcript has an unknown event: ${text}`);
}
