import http from "node:http";
import https from "node:https";

interface Call {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | number>>;
  /** Sent with its length. */
  readonly body?: Buffer;
  /** Sent in pieces, without a length in advance. */
  readonly chunks?: readonly Buffer[];
}

export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  /** Parsed JSON, or text that is not JSON. */
  readonly body: unknown;
  readonly bytes: Buffer;
}

/** A host that has accepted a connection answers within this time, or is broken. */
const longestSilenceMs = 60_000;

/**
 * One HTTP request on a connection of its own. node:http instead of fetch, because a body in chunks is sent
 * as given, and a server may answer before it has read a large body.
 */
export function exchange(url: string, { method = "GET", headers = {}, body, chunks }: Call): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const client = url.startsWith("https:") ? https : http;
    const length = body === undefined ? {} : { "content-length": body.length };
    const request = client.request(url, { method, agent: false, headers: { ...headers, ...length } });
    request.setTimeout(longestSilenceMs, () => {
      request.destroy(new Error(`${method} ${pathOf(url)} has no answer within ${longestSilenceMs} ms`));
    });
    // After the answer has begun, the server may cut a connection whose request it does not want to read.
    request.on("error", (error: NodeJS.ErrnoException) => {
      reject(new Error(`${method} ${pathOf(url)}: ${error.message || (error.code ?? error.name)}`));
    });
    request.once("response", (response) => {
      read(response).then(resolve, reject);
    });
    for (const chunk of chunks ?? []) request.write(chunk);
    request.end(body);
  });
}

async function read(response: http.IncomingMessage): Promise<Answer> {
  const parts: Buffer[] = [];
  for await (const part of response) parts.push(part as Buffer);
  const { statusCode: status = 0, headers } = response;
  const bytes = Buffer.concat(parts);
  return { status, headers, body: parsed(bytes.toString()), bytes };
}

/** Management URLs carry a key in their query. */
const pathOf = (url: string): string => new URL(url).pathname;

function parsed(text: string): unknown {
  try {
    return text === "" ? null : JSON.parse(text);
  } catch {
    return text;
  }
}
