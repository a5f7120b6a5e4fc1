import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

interface Received {
  readonly headers: IncomingMessage["headers"];
  readonly body: unknown;
}

/** Answers a call with a status and a body, or cuts it off, or leaves it waiting. */
type Reply = { readonly status: number; readonly body?: unknown } | "reset" | "silence";

/** A server that takes alerts and gives `replies` one after the other, the last one for ever. */
export async function startAlertServer(replies: readonly [Reply, ...Reply[]]) {
  const received: Received[] = [];
  const listener: RequestListener = (request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      received.push({ headers: request.headers, body: JSON.parse(Buffer.concat(chunks).toString()) });
      const reply = replies[Math.min(received.length, replies.length) - 1] ?? replies[0];
      if (reply === "reset") request.socket.destroy();
      else if (reply !== "silence")
        response.writeHead(reply.status).end(reply.body === undefined ? "" : JSON.stringify(reply.body));
    })();
  };
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/alerts`,
    received,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
