import type { HttpAnswer } from "../http/httpAnswer.ts";
import type { Fault } from "./fault.ts";

/** The error codes that Azure services return with these statuses. */
const codes: Readonly<Record<number, string>> = {
  400: "BadRequest",
  401: "InvalidAuthenticationToken",
  403: "AuthorizationFailed",
  404: "ResourceNotFound",
  408: "RequestTimeout",
  409: "Conflict",
  429: "TooManyRequests",
  500: "InternalServerError",
  502: "BadGateway",
  503: "ServiceUnavailable",
  504: "GatewayTimeout",
};

export function faultAnswer(fault: Fault, status: number): HttpAnswer {
  const error = { code: codes[status] ?? "InjectedFault", message: "An error occurred.", details: [] };
  const body = fault.body ?? (status >= 400 ? { error } : undefined);
  return { status, headers: fault.headers, body };
}
