import type { IncomingHttpHeaders, IncomingMessage } from "node:http";

/** A request to simulated Azure. */
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

/** @throws SyntaxError when the body is not JSON. */
export const jsonBody = (request: HttpRequest): unknown => JSON.parse(request.body.toString("utf8"));

/** The text of one header; undefined when it is absent. */
export function headerText(request: HttpRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(", ") : value;
}

/** More than the 10 MB that the email service allows. */
const largestBody = 16 * 1024 * 1024;

/** Reads a whole request; null when its body is too large. @throws Error when the client disconnects. */
export async function readRequest(incoming: IncomingMessage): Promise<HttpRequest | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= largestBody) chunks.push(chunk);
  }
  if (length > largestBody) return null;
  const target = incoming.url ?? "/";
  const [path = "/", ...query] = target.split("?");
  return {
    method: incoming.method ?? "GET",
    path,
    target,
    query: new URLSearchParams(query.join("?")),
    headers: incoming.headers,
    body: Buffer.concat(chunks),
  };
}
