import type { HistoryEvent } from "./historyEvent.ts";

const millisecondsPerDay = 86_400_000;

/** Azure Storage's longest single timer. A longer timer consists of segments. */
export const longestTimerMs = 6 * millisecondsPerDay;
export const timerSegmentMs = 3 * millisecondsPerDay;

/** .NET TimeSpan text of whole days. */
const days = (milliseconds: number): string => `${milliseconds / millisecondsPerDay}.00:00:00`;

interface OrchestrationTrigger {
  readonly instanceId: string;
  readonly parentInstanceId: string | null;
  /** JSON text. */
  readonly input: string | null;
  readonly past: readonly HistoryEvent[];
  readonly fresh: readonly HistoryEvent[];
}

/** The orchestration trigger's payload, JSON text: schema version 4 (3 in the library's count). */
export function triggerPayload({
  instanceId,
  parentInstanceId,
  input,
  past,
  fresh,
}: OrchestrationTrigger): string {
  const mark = (IsPlayed: boolean) => (event: HistoryEvent) => ({ ...event, IsPlayed });
  return JSON.stringify({
    history: [...past.map(mark(true)), ...fresh.map(mark(false))],
    input: input === null ? null : (JSON.parse(input) as unknown),
    instanceId,
    isReplaying: past.length > 0,
    parentInstanceId,
    upperSchemaVersion: 1,
    upperSchemaVersionNew: 3,
    longRunningTimerIntervalDuration: days(timerSegmentMs),
    maximumShortTimerDuration: days(longestTimerMs),
    defaultHttpAsyncRequestSleepTimeMillseconds: 30_000,
  });
}
