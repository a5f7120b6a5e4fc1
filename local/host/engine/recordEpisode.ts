import { eventTime, EventType, type HistoryEvent } from "../protocol/historyEvent.ts";
import { runtimeStatuses, type EndStatus } from "../protocol/runtimeStatus.ts";
import { executionStartedEvent, newId } from "./createInstance.ts";
import { notifyParent } from "./notifyParent.ts";
import { placeOrder } from "./placeOrder.ts";
import type { Order, Outcome } from "../replay/plan.ts";
import type { Store } from "../store/store.ts";
import type { Outbox } from "./outbox.ts";
import type { FinishedEpisode } from "./runEpisode.ts";

/** Writes a whole episode within one transaction. */
export function recordEpisode(store: Store, outbox: Outbox, episode: FinishedEpisode): void {
  const { outcome } = episode.plan;
  for (const n of episode.consumed) store.messages.remove(n);
  switch (outcome.kind) {
    case "open":
      stayOpen(store, outbox, episode, outcome.suspended);
      break;
    case "ended":
      end(store, outbox, episode, outcome);
      break;
    case "continued":
      continueAsNew(store, outbox, episode, outcome);
      break;
  }
}

function stayOpen(store: Store, outbox: Outbox, episode: FinishedEpisode, suspended: boolean): void {
  const { instance, past, fresh, now, plan } = episode;
  const customStatus = plan.customStatus ?? instance.customStatus;
  const status = suspended ? "Suspended" : "Running";
  store.instances.put({ ...instance, status, customStatus, updated: now });
  const scheduled = plan.orders.map((order) => scheduledEvent(order, now));
  store.histories.append(instance.id, past.length, [...fresh, ...scheduled, completed(now)]);
  for (const order of plan.orders) placeOrder(store, outbox, episode, order);
}

function end(
  store: Store,
  outbox: Outbox,
  episode: FinishedEpisode,
  { status, output }: Extract<Outcome, { kind: "ended" }>,
): void {
  const { instance, past, fresh, now, plan } = episode;
  const customStatus = plan.customStatus ?? instance.customStatus;
  // A new timer that was cancelled in the last episode gets its event too, like everything that took a
  // number.
  const scheduled = plan.orders.map((order) => scheduledEvent(order, now));
  const number = nextNumber([...past, ...scheduled]);
  const ending = [executionCompleted(number, status, output, now), completed(now)];
  store.histories.append(instance.id, past.length, [...fresh, ...scheduled, ...ending]);
  store.messages.removeAll(instance.id);
  store.instances.put({ ...instance, status, output, customStatus, updated: now });
  notifyParent(outbox, instance, status, output, now);
}

function continueAsNew(
  store: Store,
  outbox: Outbox,
  { instance, now, plan, traceParent }: FinishedEpisode,
  { input, carried }: Extract<Outcome, { kind: "continued" }>,
): void {
  const executionId = newId();
  const customStatus = plan.customStatus ?? instance.customStatus;
  store.histories.remove(instance.id);
  store.messages.removeGeneration(instance.id, instance.executionId);
  store.instances.put({ ...instance, executionId, input, status: "Running", customStatus, updated: now });
  const start = executionStartedEvent({ ...instance, input, traceParent }, executionId, now);
  const events = [start, ...carried];
  outbox.deliver({ instanceId: instance.id, executionId, visibleAt: now, events });
}

const completed = (now: number): HistoryEvent => ({
  EventType: EventType.OrchestratorCompleted,
  EventId: -1,
  Timestamp: eventTime(now),
});

/** The end takes a sequence number too. */
const nextNumber = (history: readonly HistoryEvent[]): number =>
  history.reduce((highest, { EventId }) => Math.max(highest, EventId), -1) + 1;

const executionCompleted = (
  EventId: number,
  status: EndStatus,
  output: string | null,
  now: number,
): HistoryEvent => ({
  EventType: EventType.ExecutionCompleted,
  EventId,
  Timestamp: eventTime(now),
  OrchestrationStatus: runtimeStatuses.indexOf(status),
  Result: output,
  FailureDetails: null,
});

function scheduledEvent(order: Order, now: number): HistoryEvent {
  const common = { EventId: order.id, Timestamp: eventTime(now) };
  switch (order.kind) {
    case "activity":
      return {
        ...common,
        ...{ EventType: EventType.TaskScheduled, Name: order.name, Version: "", Input: null, Tags: null },
      };
    case "timer":
      return { ...common, EventType: EventType.TimerCreated, FireAt: order.fireAt };
    case "sub-orchestration": {
      const { name: Name, version: Version, instanceId: InstanceId, input: Input } = order;
      const called = { Name, Version, InstanceId, Input, Tags: null };
      return { ...common, EventType: EventType.SubOrchestrationInstanceCreated, ...called };
    }
  }
}
