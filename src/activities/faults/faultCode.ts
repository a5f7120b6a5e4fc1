import type { FailureCode } from "../../captures/outcome/failureCode.ts";

/** The failure code for an HTTP status of Azure; null: there was no answer. */
export function faultCode(status: number | null): FailureCode {
  if (status === 401 || status === 403) return "access-denied";
  if (status === 409) return "conflict";
  if (status === 429) return "throttled";
  return status !== null && status < 500 && status !== 408 ? "invalid-request" : "unexpected";
}
