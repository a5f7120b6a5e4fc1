import type { IncomingHttpHeaders } from "node:http";

/** A request as simulated Azure's handlers see it. */
export interface HttpRequest {
  readonly method: string;
  /** Path without query, as sent. */
  readonly path: string;
  /** Path and query, as sent. */
  readonly target: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What a handler answers with. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A string is sent as it is, anything else as JSON; undefined: no body. */
  readonly body?: unknown;
}

/** @throws SyntaxError when the body is not JSON. */
export const jsonBody = (request: HttpRequest): unknown => JSON.parse(request.body.toString("utf8"));

/** The text of one header; undefined when it is absent. */
export function headerText(request: HttpRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(", ") : value;
}
