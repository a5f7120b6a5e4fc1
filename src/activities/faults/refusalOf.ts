import { SignInFault } from "../../azure/identity/signIn.ts";
import { WebhookFault } from "../../azure/webhooks/webhookFault.ts";
import { refuse, type Refusal } from "../../captures/outcome/refusal.ts";
import { faultCode } from "./faultCode.ts";
import type { AzureFault } from "../../azure/azureFault.ts";
import type { FailureCode } from "../../captures/outcome/failureCode.ts";

/** Explains an Azure fault to the reader of the report, with the service's own words. */
export function refusalOf(fault: AzureFault): Refusal {
  const refusedSignIn = fault instanceof SignInFault && !fault.passing;
  const code = refusedSignIn ? "access-denied" : faultCode(fault);
  const trace = fault.correlationId === null ? "" : ` (correlation id ${fault.correlationId})`;
  const advice = fault instanceof SignInFault ? ` ${fault.advice}` : adviceOf(code, fault);
  return refuse(code, `${fault.message.replace(/[\s.]+$/, "")}${trace}.${advice}`);
}

function adviceOf(code: FailureCode, fault: AzureFault): string {
  const { status } = fault;
  // It is none of Azure's.
  if (fault instanceof WebhookFault) return "";
  if (status === 401)
    return " The service did not accept the app's token: check the identity's tenant, and AZURE_CLOUD.";
  if (status === 409)
    return " Azure was busy with something else, or something is locked; the app has tried again for minutes.";
  if (code === "access-denied")
    return " Grant the app's identity the role that this call needs, at the resource's scope.";
  if (code === "throttled") return " Azure limits the calls of this subscription; the app gave up.";
  return "";
}
