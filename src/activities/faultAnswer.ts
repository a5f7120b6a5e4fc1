import { AzureFault, factsOf } from "../azure/azureFault.ts";
import { SignInFault } from "../azure/identity/signIn.ts";
import type { FailureCode } from "../captures/outcome/captureOutcome.ts";
import { refuse, type Refusal } from "../captures/outcome/refusal.ts";
import type { EventName, Fields } from "../telemetry/events.ts";
import { causeOf } from "../telemetry/log.ts";

/** What was asked for is not there yet, and may be soon. */
export class NotYet extends Error {
  override readonly name = "NotYet" as const;
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.hint);
    this.refusal = refusal;
  }
}

/** What becomes of whatever a step throws: to be tried again, or a refusal. */
export type FaultAnswer =
  | { readonly ok: true; readonly value: Refusal }
  | { readonly ok: false; readonly refusal: Refusal; readonly retryAfterSeconds: number | null };

export function answerTo(error: unknown): FaultAnswer {
  if (error instanceof NotYet) return { ok: false, refusal: error.refusal, retryAfterSeconds: null };
  if (!(error instanceof AzureFault)) return { ok: true, value: refuse("unexpected", String(error)) };
  const refusal = refusalOf(error);
  if (!error.passing) return { ok: true, value: refusal };
  return { ok: false, refusal, retryAfterSeconds: error.retryAfterSeconds };
}

/** How whatever a step throws is told in the log. */
export function eventOf(error: unknown): readonly [EventName, Fields] {
  if (error instanceof NotYet) return ["step.waiting", { code: error.refusal.refused }];
  if (!(error instanceof AzureFault)) return ["step.failed", { cause: causeOf(error) }];
  const { retryAfterSeconds } = error;
  return ["azure.fault", { ...factsOf(error), refused: codeOf(error.status), retryAfterSeconds }];
}

/** What a fault of Azure means to the person who reads the report, the service's own words included. */
export function refusalOf(fault: AzureFault): Refusal {
  const refusedSignIn = fault instanceof SignInFault && !fault.passing;
  const code = refusedSignIn ? "access-denied" : codeOf(fault.status);
  const trace = fault.correlationId === null ? "" : ` (correlation id ${fault.correlationId})`;
  const advice = fault instanceof SignInFault ? ` ${fault.advice}` : adviceOf(code);
  return refuse(code, `${fault.message}${trace}.${advice}`);
}

function codeOf(status: number | null): FailureCode {
  if (status === 401 || status === 403) return "access-denied";
  if (status === 409) return "conflict";
  if (status === 429) return "throttled";
  return status !== null && status < 500 && status !== 408 ? "invalid-request" : "unexpected";
}

function adviceOf(code: FailureCode): string {
  if (code === "access-denied")
    return " Grant the app's identity the role that this call needs, at the scope of the resource.";
  if (code === "throttled")
    return " Azure limits the calls of this subscription; it was not tried any longer.";
  return "";
}
