import { randomUUID } from "node:crypto";
import { childTraceParent, spanIdOf } from "../protocol/childTraceParent.ts";
import {
  eventTime,
  EventType,
  type ExecutionStarted,
  type ParentInstance,
  type ParentTraceContext,
} from "../protocol/historyEvent.ts";
import type { Store } from "../store/store.ts";
import type { Outbox } from "./outbox.ts";

/** 32 hex digits, the form of execution ids and of generated instance ids. */
export const newId = (): string => randomUUID().replaceAll("-", "");

interface NewInstance {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  /** JSON text. */
  readonly input: string | null;
  readonly parent: ParentInstance | null;
  /** W3C `traceparent` of its starter; null: it belongs to no trace. */
  readonly traceParent: string | null;
}

/**
 * Creates an instance with its first message, within a transaction. Everything of an earlier instance with
 * its id is removed.
 */
export function createInstance(store: Store, outbox: Outbox, now: number, started: NewInstance): void {
  const { id, name, version, input, parent } = started;
  const executionId = newId();
  store.instances.remove(id);
  store.instances.put({
    ...{ id, executionId, name, version, input, parent },
    ...{ status: "Pending", output: null, customStatus: null, created: now, updated: now },
  });
  const event = executionStartedEvent(started, executionId, now);
  outbox.deliver({ instanceId: id, executionId, visibleAt: now, events: [event] });
}

/** The orchestration's own span, which the extension restores at every replay. */
const traceContext = (traceParent: string, now: number): ParentTraceContext => {
  const own = childTraceParent(traceParent);
  return {
    TraceParent: traceParent,
    TraceState: null,
    Id: own,
    SpanId: spanIdOf(own),
    ActivityStartTime: eventTime(now),
  };
};

export function executionStartedEvent(
  { id, name, version, input, parent, traceParent }: NewInstance,
  executionId: string,
  now: number,
): ExecutionStarted {
  return {
    EventType: EventType.ExecutionStarted,
    EventId: -1,
    Timestamp: eventTime(now),
    Name: name,
    Version: version,
    Input: input,
    OrchestrationInstance: { InstanceId: id, ExecutionId: executionId },
    ParentInstance: parent,
    Tags: null,
    ScheduledStartTime: null,
    Generation: parent === null ? 0 : null,
    ParentTraceContext: traceParent === null ? null : traceContext(traceParent, now),
  };
}
