import type { ServerResponse } from "node:http";

/** A handler's response. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A string or bytes are sent as they are, any other value as JSON; undefined: no body. */
  readonly body?: unknown;
}

/** Sends a response. Text without a content type is sent as plain text. */
export function writeAnswer(response: ServerResponse, answer: HttpAnswer): void {
  const { status, headers = {}, body } = answer;
  const isWhole = typeof body === "string" || body instanceof Uint8Array;
  const content = body === undefined ? "" : isWhole ? body : JSON.stringify(body);
  const type = typeof body === "string" ? "text/plain; charset=utf-8" : "application/json; charset=utf-8";
  response.statusCode = status;
  if (body !== undefined) response.setHeader("content-type", type);
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.end(content);
}
