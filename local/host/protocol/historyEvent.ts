/** Numbers of the Durable Task framework's history events. */
export const EventType = {
  ExecutionStarted: 0,
  ExecutionCompleted: 1,
  ExecutionTerminated: 3,
  TaskScheduled: 4,
  TaskCompleted: 5,
  TaskFailed: 6,
  SubOrchestrationInstanceCreated: 7,
  SubOrchestrationInstanceCompleted: 8,
  SubOrchestrationInstanceFailed: 9,
  TimerCreated: 10,
  TimerFired: 11,
  OrchestratorStarted: 12,
  OrchestratorCompleted: 13,
  EventRaised: 15,
  ContinueAsNew: 16,
  GenericEvent: 17,
  ExecutionSuspended: 19,
  ExecutionResumed: 20,
} as const;
type Types = typeof EventType;

interface Event<Type extends number> {
  readonly EventType: Type;
  /** The sequence number of what the event schedules, or of the end; -1 for every other event. */
  readonly EventId: number;
  /** ISO 8601, UTC. */
  readonly Timestamp: string;
}

interface OrchestrationInstance {
  readonly InstanceId: string;
  readonly ExecutionId: string;
}

export interface ParentInstance {
  readonly Name: string;
  readonly Version: string;
  readonly TaskScheduleId: number;
  readonly OrchestrationInstance: OrchestrationInstance;
}

/** The span whose trace an orchestration belongs to. */
export interface ParentTraceContext {
  readonly TraceParent: string;
  readonly TraceState: null;
  /** The orchestration's own span, W3C `traceparent`. */
  readonly Id: string;
  readonly SpanId: string;
  readonly ActivityStartTime: string;
}

export interface ExecutionStarted extends Event<Types["ExecutionStarted"]> {
  readonly Name: string;
  readonly Version: string;
  /** JSON text. */
  readonly Input: string | null;
  readonly OrchestrationInstance: OrchestrationInstance;
  readonly ParentInstance: ParentInstance | null;
  readonly Tags: null;
  readonly ScheduledStartTime: null;
  /** Null for a sub-orchestration. */
  readonly Generation: number | null;
  /** Null where distributed tracing is off. */
  readonly ParentTraceContext: ParentTraceContext | null;
}

export interface ExecutionCompleted extends Event<Types["ExecutionCompleted"] | Types["ContinueAsNew"]> {
  readonly OrchestrationStatus: number;
  readonly Result: string | null;
  readonly FailureDetails: null;
}

interface ExecutionTerminated extends Event<Types["ExecutionTerminated"]> {
  /** The reason, plain text. */
  readonly Input: string | null;
}

export interface TaskScheduled extends Event<Types["TaskScheduled"]> {
  readonly Name: string;
  readonly Version: string;
  readonly Input: null;
  readonly Tags: null;
}

interface TaskCompleted extends Event<Types["TaskCompleted"]> {
  readonly TaskScheduledId: number;
  /** JSON text. */
  readonly Result: string | null;
}

export interface FailureDetails {
  readonly ErrorType: string;
  readonly ErrorMessage: string;
  readonly StackTrace: string | null;
  readonly InnerFailure: null;
  /** The library never sets it. */
  readonly IsNonRetriable: false;
  readonly Properties: Readonly<Record<string, unknown>> | null;
}

interface Failed<Type extends number> extends Event<Type> {
  readonly TaskScheduledId: number;
  readonly Reason: string;
  /** Null only for a terminated sub-orchestration. */
  readonly Details: string | null;
  /** Set only where the app describes its errors; see failureDetails.ts. */
  readonly FailureDetails: FailureDetails | null;
}
type TaskFailed = Failed<Types["TaskFailed"]>;
export type SubOrchestrationInstanceFailed = Failed<Types["SubOrchestrationInstanceFailed"]>;

export interface SubOrchestrationInstanceCreated extends Event<Types["SubOrchestrationInstanceCreated"]> {
  readonly Name: string;
  readonly Version: string;
  readonly InstanceId: string;
  readonly Input: string | null;
  readonly Tags: null;
}

interface SubOrchestrationInstanceCompleted extends Event<Types["SubOrchestrationInstanceCompleted"]> {
  readonly TaskScheduledId: number;
  readonly Result: string | null;
}

export interface TimerCreated extends Event<Types["TimerCreated"]> {
  readonly FireAt: string;
}

/** Its timestamp is the time when the timer was created. */
interface TimerFired extends Event<Types["TimerFired"]> {
  readonly TimerId: number;
  readonly FireAt: string;
}

type OrchestratorStarted = Event<Types["OrchestratorStarted"]>;
type OrchestratorCompleted = Event<Types["OrchestratorCompleted"]>;

export interface EventRaised extends Event<Types["EventRaised"]> {
  readonly Name: string;
  /** JSON text. */
  readonly Input: string | null;
  readonly ParentTraceContext: null;
}

/** Takes the place of an event that a rewind removed, and wakes a rewound instance. Replays ignore it. */
interface GenericEvent extends Event<Types["GenericEvent"]> {
  readonly Data: string | null;
}

interface Switched<Type extends number> extends Event<Type> {
  readonly Reason: string | null;
}
type ExecutionSuspended = Switched<Types["ExecutionSuspended"]>;
type ExecutionResumed = Switched<Types["ExecutionResumed"]>;

export type HistoryEvent =
  | ExecutionStarted
  | ExecutionCompleted
  | ExecutionTerminated
  | TaskScheduled
  | TaskCompleted
  | TaskFailed
  | SubOrchestrationInstanceCreated
  | SubOrchestrationInstanceCompleted
  | SubOrchestrationInstanceFailed
  | TimerCreated
  | TimerFired
  | OrchestratorStarted
  | OrchestratorCompleted
  | EventRaised
  | GenericEvent
  | ExecutionSuspended
  | ExecutionResumed;

/** The event's name in the management API. */
export function eventName(event: HistoryEvent): string {
  const found = Object.entries(EventType).find(([, number]) => number === event.EventType);
  return found === undefined ? String(event.EventType) : found[0];
}

/** A timestamp of an event, ISO 8601, from milliseconds since the epoch. */
export const eventTime = (at: number): string => new Date(at).toISOString();
