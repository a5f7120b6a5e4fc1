import { eventName, EventType, type HistoryEvent } from "../../../local/host/protocol/historyEvent.ts";
import { runtimeStatuses } from "../../../local/host/protocol/runtimeStatus.ts";

interface Line {
  readonly text: string;
  /** The number of what came to its end; null for every other event. */
  readonly result: number | null;
}

const frames: readonly number[] = [EventType.OrchestratorStarted, EventType.OrchestratorCompleted];

/**
 * The shape of a history, one line per event: types, numbers and names, without times, inputs and results.
 * Results that come right after each other stand in the order of their numbers, because chance decides which
 * is first.
 */
export function shapeOf(history: readonly HistoryEvent[], instanceId: string): readonly string[] {
  const lines = history
    .filter((event) => !frames.includes(event.EventType))
    .map((event): Line => ({ text: textOf(event, instanceId), result: resultOf(event) }));
  const runs: Line[][] = [];
  for (const line of lines) {
    const run = runs.at(-1);
    if (line.result !== null && (run?.[0]?.result ?? null) !== null) run?.push(line);
    else runs.push([line]);
  }
  return runs.flatMap((run) => run.sort(byResult)).map(({ text }) => text);
}

const byResult = (one: Line, other: Line): number => (one.result ?? 0) - (other.result ?? 0);

function resultOf(event: HistoryEvent): number | null {
  if ("TaskScheduledId" in event) return event.TaskScheduledId;
  return "TimerId" in event ? event.TimerId : null;
}

function textOf(event: HistoryEvent, instanceId: string): string {
  const isEnd = "OrchestrationStatus" in event;
  const number = event.EventId === -1 || isEnd ? resultOf(event) : event.EventId;
  const parts = [
    eventName(event),
    number === null ? "" : `#${number}`,
    "Name" in event ? event.Name : "",
    event.EventType === EventType.SubOrchestrationInstanceCreated ? event.InstanceId : "",
    isEnd ? (runtimeStatuses[event.OrchestrationStatus] ?? "") : "",
  ];
  return parts
    .filter((part) => part !== "")
    .join(" ")
    .replaceAll(instanceId, "<instance>");
}
