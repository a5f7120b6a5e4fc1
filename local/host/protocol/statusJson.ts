import { eventName, EventType, type ExecutionCompleted, type HistoryEvent } from "./historyEvent.ts";
import { runtimeStatuses } from "./runtimeStatus.ts";
import type { Instance } from "../store/instance.ts";

interface StatusQueryOptions {
  readonly showInput: boolean;
  /** The instance's history where it was requested. */
  readonly history: readonly HistoryEvent[] | null;
  readonly showHistoryOutput: boolean;
}

/** The body of a status query. */
export function statusJson(
  instance: Instance,
  { showInput, history, showHistoryOutput }: StatusQueryOptions,
): object {
  const status = {
    name: instance.name,
    instanceId: instance.id,
    runtimeStatus: instance.status,
    input: showInput ? parsed(instance.input) : null,
    customStatus: parsed(instance.customStatus),
    output: parsed(instance.output),
    createdTime: seconds(instance.created),
    lastUpdatedTime: seconds(instance.updated),
  };
  return history === null ? status : { ...status, historyEvents: shownEvents(history, showHistoryOutput) };
}

/** Text that is not JSON, such as a failure's, stays text. */
function parsed(text: string | null): unknown {
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** ISO 8601 to the second. */
const seconds = (at: number): string => new Date(at).toISOString().replace(/\.\d+Z$/, "Z");

interface Scheduled {
  readonly Timestamp: string;
  readonly Name: string;
}

/** Scheduling events are hidden once there is a result, which shows their name and time. */
function shownEvents(history: readonly HistoryEvent[], showOutput: boolean): readonly object[] {
  const scheduled = new Map<number, Scheduled>();
  const ended = new Set<number>();
  for (const event of history) {
    if ("TaskScheduledId" in event) ended.add(event.TaskScheduledId);
    if (isScheduling(event)) scheduled.set(event.EventId, event);
  }
  return history
    .filter((event) => !isFrame(event) && !(isScheduling(event) && ended.has(event.EventId)))
    .map((event) => shownEvent(event, scheduled, showOutput));
}

const isFrame = ({ EventType: type }: HistoryEvent): boolean =>
  type === EventType.OrchestratorStarted || type === EventType.OrchestratorCompleted;

const isScheduling = (
  event: HistoryEvent,
): event is Extract<HistoryEvent, Scheduled & { readonly Tags: null }> =>
  event.EventType === EventType.TaskScheduled ||
  event.EventType === EventType.SubOrchestrationInstanceCreated;

const hidden = [
  "EventId",
  "IsPlayed",
  "TimerId",
  "TaskScheduledId",
  "Version",
  "Tags",
  "EventType",
  "Result",
];

function shownEvent(
  event: HistoryEvent,
  scheduled: ReadonlyMap<number, Scheduled>,
  showOutput: boolean,
): object {
  const rest = Object.fromEntries(Object.entries(event).filter(([name]) => !hidden.includes(name)));
  const shown: Record<string, unknown> = { EventType: eventName(event), ...rest };
  if ("Result" in event && showOutput) shown.Result = parsed(event.Result);
  if (event.EventType === EventType.ExecutionStarted) {
    delete shown.Name;
    return { ...shown, FunctionName: event.Name };
  }
  if (isCompletion(event))
    return { ...shown, OrchestrationStatus: runtimeStatuses[event.OrchestrationStatus] };
  if (!("TaskScheduledId" in event)) return shown;
  const cause = scheduled.get(event.TaskScheduledId);
  return { ...shown, FunctionName: cause?.Name, ScheduledTime: cause?.Timestamp };
}

const isCompletion = (event: HistoryEvent): event is ExecutionCompleted => "OrchestrationStatus" in event;
