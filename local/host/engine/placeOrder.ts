import { childTraceParent } from "../protocol/childTraceParent.ts";
import { exceptionDetails } from "../protocol/exceptionDetails.ts";
import { eventTime, EventType, type ParentInstance } from "../protocol/historyEvent.ts";
import { isTerminalStatus } from "../protocol/runtimeStatus.ts";
import { createInstance } from "./createInstance.ts";
import { failedEvent } from "./notifyParent.ts";
import type { Order } from "../replay/plan.ts";
import type { Store } from "../store/store.ts";
import type { Outbox } from "./outbox.ts";
import type { FinishedEpisode } from "./runEpisode.ts";

type SubOrchestration = Extract<Order, { kind: "sub-orchestration" }>;

/** Creates the work for one new order of an orchestration, within a transaction. */
export function placeOrder(store: Store, outbox: Outbox, episode: FinishedEpisode, order: Order): void {
  const { id: instanceId, executionId } = episode.instance;
  switch (order.kind) {
    case "activity": {
      const { id: taskId, name, input } = order;
      outbox.assign({ instanceId, executionId, taskId, name, input });
      break;
    }
    case "timer": {
      const { id: TimerId, fireAt: FireAt } = order;
      // The message exists from now on and only becomes visible later.
      const Timestamp = eventTime(episode.now);
      const fired = { EventType: EventType.TimerFired, EventId: -1, Timestamp, TimerId, FireAt };
      const timer = { id: TimerId, fireAt: Date.parse(FireAt), now: episode.now };
      outbox.schedule({ instanceId, executionId, events: [fired] }, timer);
      break;
    }
    case "sub-orchestration":
      startChild(store, outbox, episode, order);
  }
}

function startChild(
  store: Store,
  outbox: Outbox,
  { instance, now, traceParent: own }: FinishedEpisode,
  { id, name, version, instanceId, input }: SubOrchestration,
): void {
  const existing = store.instances.get(instanceId);
  if (existing !== null && !isTerminalStatus(existing.status)) {
    const reason = `Local host: an instance '${instanceId}' is already running. The real Durable host hangs here.`;
    const events = [failedEvent(id, reason, exceptionDetails(reason), eventTime(now))];
    outbox.deliver({ instanceId: instance.id, executionId: instance.executionId, visibleAt: now, events });
    return;
  }
  const parent: ParentInstance = {
    Name: instance.name,
    Version: instance.version,
    TaskScheduleId: id,
    OrchestrationInstance: { InstanceId: instance.id, ExecutionId: instance.executionId },
  };
  const traceParent = own === null ? null : childTraceParent(own);
  createInstance(store, outbox, now, { id: instanceId, name, version, input, parent, traceParent });
}
