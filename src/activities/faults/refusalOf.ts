import { SignInFault } from "../../azure/identity/signIn.ts";
import { refuse, type Refusal } from "../../captures/outcome/refusal.ts";
import { faultCode } from "./faultCode.ts";
import type { AzureFault } from "../../azure/azureFault.ts";
import type { FailureCode } from "../../captures/outcome/failureCode.ts";

/** What a fault of Azure means to the person who reads the report, the service's own words included. */
export function refusalOf(fault: AzureFault): Refusal {
  const refusedSignIn = fault instanceof SignInFault && !fault.passing;
  const code = refusedSignIn ? "access-denied" : faultCode(fault.status);
  const trace = fault.correlationId === null ? "" : ` (correlation id ${fault.correlationId})`;
  const advice = fault instanceof SignInFault ? ` ${fault.advice}` : adviceOf(code);
  return refuse(code, `${fault.message}${trace}.${advice}`);
}

function adviceOf(code: FailureCode): string {
  if (code === "access-denied")
    return " Grant the app's identity the role that this call needs, at the scope of the resource.";
  if (code === "throttled")
    return " Azure limits the calls of this subscription; it was not tried any longer.";
  return "";
}
