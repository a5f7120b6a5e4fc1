import { isJsonObject } from "../jsonObject.ts";

/** An injected fault. */
export interface Fault {
  /** Null: any. */
  readonly method: string | null;
  /** Matched against path and query. */
  readonly path: RegExp;
  /**
   * A number: this status is returned and the request has no effect. "reset": the request takes effect, then
   * the connection is cut. "timeout": no effect and no response. Null: a normal response, only delayed.
   */
  readonly status: number | "reset" | "timeout" | null;
  readonly headers: Readonly<Record<string, string>>;
  /** Replaces the default body of the status. */
  readonly body?: unknown;
  /** Delay before anything else, on the simulation's clock. */
  readonly delayMs: number;
  /** How many more requests it applies to. */
  readonly times: number;
}

type FaultReading =
  { readonly ok: true; readonly fault: Fault } | { readonly ok: false; readonly problem: string };

const isCount = (value: unknown): value is number =>
  typeof value === "number" && Number.isInteger(value) && value >= 0;

function pattern(text: string): RegExp | null {
  try {
    return new RegExp(text, "i");
  } catch {
    return null;
  }
}

const isStatus = (value: unknown): value is Fault["status"] =>
  value === "reset" ||
  value === "timeout" ||
  value === null ||
  (isCount(value) && value >= 200 && value <= 599);

function readHeaders(value: unknown): Record<string, string> | null {
  if (!isJsonObject(value)) return null;
  const entries = Object.entries(value);
  const isText = ([name, text]: [string, unknown]) =>
    /^[\w-]+$/.test(name) && ["string", "number"].includes(typeof text) && /^[^\r\n]*$/.test(String(text));
  return entries.every(isText)
    ? Object.fromEntries(entries.map(([name, text]) => [name, String(text)]))
    : null;
}

/** Reads one fault of the control API. */
export function readFault(value: unknown): FaultReading {
  const refuse = (problem: string): FaultReading => ({ ok: false, problem });
  if (!isJsonObject(value)) return refuse("A fault must be an object.");
  const { method = null, path, status = null, headers = {}, body, delayMs = 0 } = value;
  const times = value.times ?? Infinity;
  const form = typeof path === "string" ? pattern(path) : null;
  const texts = readHeaders(headers);
  if (form === null) return refuse('A fault needs a "path", a regular expression.');
  if (method !== null && typeof method !== "string") return refuse('"method" must be an HTTP method.');
  if (!isStatus(status)) return refuse('"status" must be a number from 200 to 599, "reset" or "timeout".');
  if (texts === null) return refuse('"headers" must be an object of header names and texts.');
  if (!isCount(delayMs)) return refuse('"delayMs" must be a number of milliseconds.');
  if (status === null && delayMs === 0) return refuse('A fault needs a "status" or a "delayMs".');
  if (times !== Infinity && !isCount(times)) return refuse('"times" must be a whole number.');
  const common = { path: form, status, headers: texts, delayMs, times };
  const fault: Fault = {
    ...common,
    method: method?.toUpperCase() ?? null,
    ...(body !== undefined && { body }),
  };
  return { ok: true, fault };
}

/** A fault as the control API shows it; `times` counts down. */
export const faultView = (fault: Fault): Record<string, unknown> => ({
  ...(fault.method !== null && { method: fault.method }),
  // As it was given: a regular expression writes its slashes with a backslash before them.
  path: fault.path.source.replaceAll("\\/", "/"),
  ...(fault.status !== null && { status: fault.status }),
  headers: fault.headers,
  ...(fault.body !== undefined && { body: fault.body }),
  delayMs: fault.delayMs,
  ...(fault.times !== Infinity && { times: fault.times }),
});
