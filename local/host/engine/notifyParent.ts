import { exceptionDetails } from "../protocol/exceptionDetails.ts";
import { eventTime, EventType, type SubOrchestrationInstanceFailed } from "../protocol/historyEvent.ts";
import type { EndStatus } from "../protocol/runtimeStatus.ts";
import type { Instance } from "../store/instance.ts";
import type { Outbox } from "./outbox.ts";

/** Sends the result of an ended orchestration to its parent. */
export function notifyParent(
  outbox: Outbox,
  { parent }: Instance,
  status: EndStatus,
  output: string | null,
  now: number,
): void {
  if (parent === null) return;
  const { TaskScheduleId: TaskScheduledId } = parent;
  const { InstanceId: instanceId, ExecutionId: executionId } = parent.OrchestrationInstance;
  const succeeded = {
    EventType: EventType.SubOrchestrationInstanceCompleted,
    EventId: -1,
    Timestamp: eventTime(now),
    TaskScheduledId,
    Result: output,
  };
  const reason = output ?? status;
  // A terminated child has no details. The JavaScript library cannot read that: it throws before the parent's
  // catch, and the parent fails.
  const details = status === "Terminated" ? null : exceptionDetails(reason);
  const event =
    status === "Completed" ? succeeded : failedEvent(TaskScheduledId, reason, details, eventTime(now));
  outbox.deliver({ instanceId, executionId, visibleAt: now, events: [event] });
}

export const failedEvent = (
  TaskScheduledId: number,
  Reason: string,
  Details: string | null,
  Timestamp: string,
): SubOrchestrationInstanceFailed => ({
  EventType: EventType.SubOrchestrationInstanceFailed,
  EventId: -1,
  Timestamp,
  TaskScheduledId,
  Reason,
  Details,
  FailureDetails: null,
});
