import type { Refusal } from "../captures/outcome/refusal.ts";

/** What an activity knows of its invocation besides its input. */
export interface InvocationFacts {
  /** 1 for the first try. Even a first try can be a repetition: Durable delivers at least once. */
  readonly attempt: number;
  /** Whether no other try follows when this one fails. */
  readonly isLast: boolean;
  /** The orchestration's time, ISO 8601. */
  readonly now: string;
  /** The orchestration that calls. */
  readonly instanceId: string;
}

/** What an activity's function is sent: plain JSON, because Durable stores it. */
export interface Invocation<Input> extends InvocationFacts {
  readonly input: Input;
}

/**
 * What an activity's function returns: a decision, which may be a refusal, or a fault to be retried. Plain
 * JSON too.
 */
export type InvocationResult<Output> = (
  | { readonly ok: true; readonly value: Output | Refusal }
  | { readonly ok: false; readonly refusal: Refusal; readonly retryAfterSeconds: number | null }
) & {
  /** CAPTURE_START_DEADLINE_SECONDS: orchestrators know no setting. Absent without an answer. */
  readonly startSeconds?: number;
};
