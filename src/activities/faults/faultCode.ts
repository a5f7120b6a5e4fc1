import type { AzureFault } from "../../azure/azureFault.ts";
import type { FailureCode } from "../../captures/outcome/failureCode.ts";

/** The failure code for an answer of Azure; without a status there was none. */
export function faultCode({ status, operation }: Pick<AzureFault, "status" | "operation">): FailureCode {
  if (status === 401 || status === 403) return "access-denied";
  if (status === 409) return conflictOf(operation);
  if (status === 429) return "throttled";
  return status !== null && status < 500 && status !== 408 ? "invalid-request" : "unexpected";
}

/** What a 409 is in the way of: only a packet capture is in conflict with others. */
function conflictOf(operation: string): FailureCode {
  if (/\bagent$/i.test(operation)) return "agent-missing";
  return /\bpacket captures?\b/i.test(operation) ? "conflict" : "unexpected";
}
