import type { AzureFault } from "../azure/fault.ts";
import type { FailureCode } from "../captures/outcome.ts";
import { refuse, type Refusal } from "../captures/refusal.ts";

/** What a fault of Azure means to the person who reads the report, the service's own words included. */
export function refusalOf(fault: AzureFault): Refusal {
  const code = codeOf(fault.status);
  const trace = fault.correlationId === null ? "" : ` (correlation id ${fault.correlationId})`;
  return refuse(code, `${fault.message}${trace}.${adviceOf(code)}`);
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
