import { AzureFault, factsOf } from "../../azure/azureFault.ts";
import { WebhookFault } from "../../azure/webhooks/webhookFault.ts";
import { BackendUnavailable } from "../../durable/instances/backendUnavailable.ts";
import { NotYet } from "../../durable/notYet.ts";
import { causeOf } from "../../telemetry/log.ts";
import { faultCode } from "./faultCode.ts";
import type { EventFields, EventName } from "../../telemetry/events.ts";

/** The log event for whatever a step throws. */
export function faultEvent(error: unknown): readonly [EventName, EventFields] {
  if (error instanceof NotYet) return ["step.waiting", { code: error.refusal.refused }];
  if (error instanceof BackendUnavailable) return ["step.waiting", { code: "unexpected" }];
  if (!(error instanceof AzureFault)) return ["step.failed", { cause: causeOf(error) }];
  const { retryAfterSeconds } = error;
  if (error instanceof WebhookFault)
    return ["notification.delayed", { ...factsOf(error), retryAfterSeconds }];
  return ["azure.fault", { ...factsOf(error), refused: faultCode(error), retryAfterSeconds }];
}
