import { textAnswer, type HostAnswer } from "./hostAnswer.ts";
import type { IncomingMessage } from "node:http";

/** A whole request. */
export interface HostRequest {
  readonly method: string;
  /** Absolute, as the caller wrote it. */
  readonly url: URL;
  /** Lower-case names; repeated values joined with commas. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** The largest body that Azure Functions accepts: 100 MB. */
const largestBody = 100 * 1024 * 1024;

/**
 * Reads a request. Returns an error response for an invalid one.
 * @throws Error when the caller disconnects.
 */
export async function receiveRequest(incoming: IncomingMessage): Promise<HostRequest | HostAnswer> {
  const { method = "GET", url: target = "/" } = incoming;
  const headers = Object.fromEntries(
    Object.entries(incoming.headersDistinct).map(([name, values = []]) => [name, values.join(",")]),
  );
  const { host = "127.0.0.1" } = headers;
  // Kestrel, too, accepts nothing but a name or an address, and a port.
  if (!/^[\w.:[\]-]*$/.test(host)) return { status: 400 };
  const base = `http://${host}`;
  // A target that begins with two slashes is a path, not another host.
  const url = target.startsWith("/") ? URL.parse(base + target) : URL.parse(target, base);
  if (url === null) return textAnswer(400, "The request has no valid address.");
  if (Number(headers["content-length"] ?? 0) > largestBody) return tooLarge;
  const body = await readBody(incoming);
  return body === null ? tooLarge : { method, url, headers, body };
}

const tooLarge: HostAnswer = {
  status: 500,
  headers: { connection: "close" },
};

async function readBody(incoming: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > largestBody) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

export const isHostAnswer = (value: HostRequest | HostAnswer): value is HostAnswer => "status" in value;
