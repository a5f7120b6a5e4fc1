import { AzureFault } from "../../azure/azureFault.ts";
import { foreignText } from "../../azure/foreignText.ts";
import { refuse } from "../../captures/outcome/refusal.ts";
import { BackendUnavailable } from "../../durable/instances/backendUnavailable.ts";
import { NotYet } from "../../durable/notYet.ts";
import { refusalOf } from "./refusalOf.ts";
import type { InvocationResult } from "../../durable/invocation.ts";

/** Classifies whatever a step throws: to be retried, or a refusal. */
export function faultResult(error: unknown): InvocationResult<never> {
  if (error instanceof NotYet) return { ok: false, refusal: error.refusal, retryAfterSeconds: null };
  if (error instanceof BackendUnavailable)
    return { ok: false, refusal: refuse("unexpected", error.message), retryAfterSeconds: null };
  if (!(error instanceof AzureFault))
    return { ok: true, value: refuse("unexpected", foreignText(String(error))) };
  const refusal = refusalOf(error);
  if (!error.passing) return { ok: true, value: refusal };
  return { ok: false, refusal, retryAfterSeconds: error.retryAfterSeconds };
}
