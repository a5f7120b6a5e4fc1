import { randomUUID } from "node:crypto";
import http from "node:http";
import https from "node:https";

export interface PostResult {
  readonly status: number | null;
  /** Why there is no status; null when there is one. */
  readonly error: string | null;
  /** Parsed JSON, or text that is not JSON; null: no body. */
  readonly body: unknown;
}

/** An action group's timeout of one call. */
export const callTimeoutMs = 10_000;
/** Like .NET, sends the body after this wait even without `100 Continue`. */
const continueTimeoutMs = 350;

/** Posts as an action group does; never throws. */
export async function post(url: string, body: Buffer, timeoutMs = callTimeoutMs): Promise<PostResult> {
  const call = new AbortController();
  const timer = setTimeout(() => {
    call.abort(new Error(`No response within ${timeoutMs} ms.`));
  }, timeoutMs);
  try {
    return await exchange(url, body, call.signal);
  } catch (error) {
    const reason: unknown = call.signal.aborted ? call.signal.reason : error;
    return { status: null, error: reasonText(reason), body: null };
  } finally {
    clearTimeout(timer);
  }
}

async function exchange(url: string, body: Buffer, signal: AbortSignal): Promise<PostResult> {
  const response = await send(url, body, signal);
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return { status: response.statusCode ?? null, error: null, body: parse(Buffer.concat(chunks).toString()) };
}

function send(url: string, body: Buffer, signal: AbortSignal): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    const client = url.startsWith("https:") ? https : http;
    const request = client.request(url, { method: "POST", agent: false, signal, headers: headers(body) });
    const sendBody = () => {
      clearTimeout(continueTimer);
      if (!request.writableEnded) request.end(body);
    };
    const continueTimer = setTimeout(sendBody, continueTimeoutMs);
    request.once("continue", sendBody);
    request.once("response", (response) => {
      clearTimeout(continueTimer);
      // A server that answers early does not read the body, so the connection cannot be reused.
      if (!request.writableEnded) response.once("end", () => request.destroy());
      resolve(response);
    });
    request.once("error", reject);
    request.flushHeaders();
  });
}

const headers = (body: Buffer) => ({
  "Content-Type": "application/json; charset=utf-8",
  "Content-Length": body.length,
  "User-Agent": "IcMBroadcaster/1.0",
  Expect: "100-continue",
  "X-CorrelationContext": Buffer.from(randomUUID()).toString("base64"),
  "x-ms-request-id": randomUUID(),
});

function parse(text: string): unknown {
  try {
    return text === "" ? null : JSON.parse(text);
  } catch {
    return text;
  }
}

/** A connection refused at several addresses gives an AggregateError without a message. */
function reasonText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.message !== "") return error.message;
  return (error as NodeJS.ErrnoException).code ?? error.name;
}
