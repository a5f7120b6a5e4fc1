import { eventTime, EventType, type ExecutionStarted } from "../../../local/host/protocol/historyEvent.ts";

/** The first event of an instance "i" of the orchestrator "o", without input. */
export const startedEvent = (at: number): ExecutionStarted => ({
  EventType: EventType.ExecutionStarted,
  EventId: -1,
  Timestamp: eventTime(at),
  Name: "o",
  Version: "",
  Input: null,
  OrchestrationInstance: { InstanceId: "i", ExecutionId: "e" },
  ParentInstance: null,
  Tags: null,
  ScheduledStartTime: null,
  Generation: 0,
  ParentTraceContext: null,
});
