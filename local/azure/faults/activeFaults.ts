import type { HttpAnswer } from "../http/httpRequest.ts";
import type { Fault } from "./fault.ts";

/** The faults that are switched on, the first that fits a request wins. */
export class ActiveFaults {
  #faults: readonly Fault[] = [];

  set(faults: readonly Fault[]): void {
    this.#faults = faults;
  }

  all(): readonly Fault[] {
    return this.#faults;
  }

  /** The fault that this request meets, which is thereby used once; null: none. */
  take(method: string, target: string): Fault | null {
    const found = this.#faults.find(
      (fault) =>
        fault.times > 0 && (fault.method === null || fault.method === method) && fault.path.test(target),
    );
    if (found === undefined) return null;
    this.#faults = this.#faults.map((fault) =>
      fault === found ? { ...fault, times: fault.times - 1 } : fault,
    );
    return found;
  }
}

/** What Azure's services call these statuses when they have nothing more to say. */
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
