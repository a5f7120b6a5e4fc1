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
export function statusJson(instance: Instance, options: StatusQueryOptions): object {
  const { showInput, history } = options;
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
  return history === null ? status : { ...status, historyEvents: shownEvents(history, options) };
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
  /** Of a sub-orchestration. */
  readonly InstanceId?: string;
}

/** Scheduling events are hidden once there is a result, which shows their name and time. */
function shownEvents(history: readonly HistoryEvent[], options: StatusQueryOptions): readonly object[] {
  const scheduled = new Map<number, Scheduled>();
  const ended = new Set<number>();
  for (const event of history) {
    if ("TaskScheduledId" in event) ended.add(event.TaskScheduledId);
    if (isScheduling(event)) scheduled.set(event.EventId, event);
  }
  return history
    .filter((event) => !isFrame(event) && !(isScheduling(event) && ended.has(event.EventId)))
    .map((event) => shownEvent(event, scheduled, options));
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
  "OrchestrationInstance",
  "ParentInstance",
];

function shownEvent(
  event: HistoryEvent,
  scheduled: ReadonlyMap<number, Scheduled>,
  { showInput, showHistoryOutput }: StatusQueryOptions,
): object {
  const isShown = (name: string) => !hidden.includes(name) && (showInput || name !== "Input");
  const rest = Object.fromEntries(Object.entries(event).filter(([name]) => isShown(name)));
  const shown: Record<string, unknown> = { EventType: eventName(event), ...rest };
  if ("Result" in event && showHistoryOutput) shown.Result = parsed(event.Result);
  if (event.EventType === EventType.ExecutionStarted) {
    delete shown.Name;
    return { ...shown, FunctionName: event.Name };
  }
  if (isCompletion(event))
    return { ...shown, OrchestrationStatus: runtimeStatuses[event.OrchestrationStatus] };
  if (!("TaskScheduledId" in event)) return shown;
  const cause = scheduled.get(event.TaskScheduledId);
  return cause === undefined ? shown : { ...shown, ...causeOf(cause, showInput) };
}

/** What a result shows of the event that scheduled it. An input is not stored with either. */
function causeOf({ Timestamp, Name, InstanceId }: Scheduled, showInput: boolean): object {
  const child = InstanceId === undefined ? {} : { InstanceId };
  const input = showInput ? { Input: null } : {};
  // The extension formats this one time as .NET's DateTime.
  return { FunctionName: Name, ScheduledTime: Timestamp.replace(/Z$/, "+00:00"), ...child, ...input };
}

const isCompletion = (event: HistoryEvent): event is ExecutionCompleted => "OrchestrationStatus" in event;
