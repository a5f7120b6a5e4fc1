import { once } from "node:events";
import { request, type IncomingMessage } from "node:http";

interface RawCall {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/**
 * Sends a request whose headers and target are as given, also those that fetch would not send; its status,
 * its body, and all that came back.
 */
export async function rawRequest(
  server: string,
  method: string,
  target: string,
  { headers = {}, body = "" }: RawCall = {},
): Promise<{ readonly status: number; readonly text: string; readonly all: string }> {
  const { port, hostname: host } = new URL(server);
  const usual = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
  const outgoing = request({
    host,
    port,
    method,
    path: target,
    headers: { ...usual, ...headers },
    agent: false,
  });
  outgoing.end(body);
  const [incoming] = (await once(outgoing, "response")) as [IncomingMessage];
  const text = Buffer.concat(await incoming.toArray()).toString();
  return { status: incoming.statusCode ?? 0, text, all: JSON.stringify(incoming.headers) + text };
}
