/** The library's actions, by its own numbers. */
export const ActionType = {
  CallActivity: 0,
  CallActivityWithRetry: 1,
  CallSubOrchestrator: 2,
  CallSubOrchestratorWithRetry: 3,
  ContinueAsNew: 4,
  CreateTimer: 5,
  WaitForExternalEvent: 6,
  CallEntity: 7,
  CallHttp: 8,
  SignalEntity: 9,
  WhenAny: 11,
  WhenAll: 12,
  LockEntities: 13,
  ReleaseEntities: 14,
} as const;
type Types = typeof ActionType;

export interface RetryOptions {
  readonly firstRetryIntervalInMilliseconds: number;
  readonly maxNumberOfAttempts: number;
  readonly backoffCoefficient?: number;
  readonly maxRetryIntervalInMilliseconds?: number;
  readonly retryTimeoutInMilliseconds?: number;
}

export interface ActivityAction {
  readonly actionType: Types["CallActivity"];
  readonly functionName: string;
  /** Any JSON value. Strings are JSON-encoded once more than other values. */
  readonly input?: unknown;
}

export interface SubOrchestratorAction {
  readonly actionType: Types["CallSubOrchestrator"];
  readonly functionName: string;
  readonly instanceId?: string;
  readonly version?: string;
  readonly input?: unknown;
}

export interface ActivityWithRetryAction extends Omit<ActivityAction, "actionType"> {
  readonly actionType: Types["CallActivityWithRetry"];
  readonly retryOptions: RetryOptions;
}

export interface SubOrchestratorWithRetryAction extends Omit<SubOrchestratorAction, "actionType"> {
  readonly actionType: Types["CallSubOrchestratorWithRetry"];
  readonly retryOptions: RetryOptions;
}

interface ContinueAsNewAction {
  readonly actionType: Types["ContinueAsNew"];
  readonly input?: unknown;
}

export interface TimerAction {
  readonly actionType: Types["CreateTimer"];
  /** ISO 8601. */
  readonly fireAt: string;
  /** The present state. After a cancellation, every replay has it true from the start. */
  readonly isCanceled: boolean;
}

interface ExternalEventAction {
  readonly actionType: Types["WaitForExternalEvent"];
  readonly externalEventName: string;
}

export interface CompoundAction {
  readonly actionType: Types["WhenAny"] | Types["WhenAll"];
  readonly compoundActions: readonly Action[];
}

/** Actions that the library has and this host does not support. */
interface UnsupportedAction {
  readonly actionType:
    | Types["CallEntity"]
    | Types["CallHttp"]
    | Types["SignalEntity"]
    | Types["LockEntities"]
    | Types["ReleaseEntities"];
}

export type Action =
  | ActivityAction
  | ActivityWithRetryAction
  | SubOrchestratorAction
  | SubOrchestratorWithRetryAction
  | ContinueAsNewAction
  | TimerAction
  | ExternalEventAction
  | CompoundAction
  | UnsupportedAction;
