import { SignInFault } from "../../azure/identity/signIn.ts";
import { refuse, type Refusal } from "../../captures/outcome/refusal.ts";
import { faultCode } from "./faultCode.ts";
import type { AzureFault } from "../../azure/azureFault.ts";
import type { FailureCode } from "../../captures/outcome/failureCode.ts";

/** Explains an Azure fault to the reader of the report, with the service's own words. */
export function refusalOf(fault: AzureFault): Refusal {
  const refusedSignIn = fault instanceof SignInFault && !fault.passing;
  const code = refusedSignIn ? "access-denied" : faultCode(fault.status);
  const trace = fault.correlationId === null ? "" : ` (correlation id ${fault.correlationId})`;
  const advice = fault instanceof SignInFault ? ` ${fault.advice}` : adviceOf(code);
  return refuse(code, `${fault.message}${trace}.${advice}`);
}

function adviceOf(code: FailureCode): string {
  if (code === "access-denied")
    return " Grant the app's identity the role that this call needs, at the resource's scope.";
  if (code === "throttled") return " Azure limits the calls of this subscription; the app gave up.";
  return "";
}
