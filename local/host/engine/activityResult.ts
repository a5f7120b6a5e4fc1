import { exceptionDetails } from "../protocol/exceptionDetails.ts";
import { failureDetails } from "../protocol/failureDetails.ts";
import { eventTime, EventType, type HistoryEvent } from "../protocol/historyEvent.ts";
import type { WorkItem } from "../store/activityTable.ts";
import type { ActivityAnswer } from "./durableApp.ts";

/** The event that reports an activity's end to its orchestration. */
export function activityResult(
  { taskId, name }: WorkItem,
  answer: ActivityAnswer,
  now: number,
): HistoryEvent {
  const common = { EventId: -1, Timestamp: eventTime(now), TaskScheduledId: taskId };
  if (answer.ok) return { ...common, EventType: EventType.TaskCompleted, Result: answer.result };
  const details = failureDetails(answer.message);
  const text = details?.ErrorMessage ?? answer.message;
  return {
    ...common,
    EventType: EventType.TaskFailed,
    // Two spaces: the host's text begins with one, and the extension adds another.
    Reason: `Activity function '${name}' failed:  ${text}`,
    Details: exceptionDetails(` ${text}`),
    FailureDetails: details,
  };
}
