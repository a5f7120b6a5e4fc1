import { eventName, eventTime, EventType, type HistoryEvent } from "../protocol/historyEvent.ts";
import type { Store } from "../store/store.ts";
import type { Outbox } from "./outbox.ts";

/**
 * Lets a failed instance go on before its failure, within a transaction: failed activities are called again,
 * and failed children are rewound too. The innermost failed instances are woken; their ends wake the others.
 * Like the extension's, it keeps the generation and turns removed events into ones without meaning.
 */
export function rewind(store: Store, outbox: Outbox, id: string, reason: string, now: number): void {
  const instance = store.instances.get(id);
  if (instance?.status !== "Failed") return;
  const history = store.histories.of(id);
  const failed = new Set(history.filter(isFailedActivity).map(numberOf));
  const failedChildren = new Set(history.filter(isFailedChild).map(numberOf));
  const isRemoved = (event: HistoryEvent) =>
    isFailedActivity(event) ||
    isFailedChild(event) ||
    event.EventType === EventType.ExecutionCompleted ||
    (event.EventType === EventType.TaskScheduled && failed.has(event.EventId));
  const kept = history.map((event) => (isRemoved(event) ? rewound(event) : event));
  store.histories.remove(id);
  store.histories.append(id, 0, kept);
  store.instances.put({ ...instance, status: "Running", output: null, updated: now });
  for (const event of history)
    if (event.EventType === EventType.SubOrchestrationInstanceCreated && failedChildren.has(event.EventId))
      rewind(store, outbox, event.InstanceId, reason, now);
  if (failedChildren.size > 0) return;
  const { executionId } = instance;
  const woken = { EventType: EventType.GenericEvent, EventId: -1, Timestamp: eventTime(now), Data: reason };
  outbox.deliver({ instanceId: id, executionId, visibleAt: now, events: [woken] });
}

type Failure = Extract<HistoryEvent, { readonly Reason: string; readonly TaskScheduledId: number }>;

const isFailedActivity = (event: HistoryEvent): event is Failure => event.EventType === EventType.TaskFailed;

/** A terminated child, which has no details, cannot be rewound. */
const isFailedChild = (event: HistoryEvent): event is Failure =>
  event.EventType === EventType.SubOrchestrationInstanceFailed && event.Details !== null;

const numberOf = ({ TaskScheduledId }: Failure): number => TaskScheduledId;

const rewound = (event: HistoryEvent): HistoryEvent => ({
  EventType: EventType.GenericEvent,
  EventId: -1,
  Timestamp: event.Timestamp,
  Data: `Rewound: ${eventName(event)}`,
});
