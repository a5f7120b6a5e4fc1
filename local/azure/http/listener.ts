import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { HttpAnswer, HttpRequest } from "./httpRequest.ts";
import type { AddressInfo, Socket } from "node:net";

export interface Listener {
  readonly port: number;
  /** Stops listening and cuts every connection. */
  close(): Promise<void>;
}

export interface ListenerOptions {
  /** 0: any free port. */
  readonly port: number;
  /** PEM; null: plain HTTP. */
  readonly tls: { readonly key: string; readonly cert: string } | null;
  readonly handle: RequestListener;
}

/** Above the 10 MB that the email service takes. */
const largestBody = 16 * 1024 * 1024;

/** Clients reuse idle connections; one closed under a client at that moment looks like a fault that nobody asked for. */
const keepAliveMs = 120_000;

/** Listens on 127.0.0.1. @throws Error when the port is taken. */
export async function listen(options: ListenerOptions): Promise<Listener> {
  const server =
    options.tls === null ? createServer(options.handle) : createSecureServer(options.tls, options.handle);
  server.keepAliveTimeout = keepAliveMs;
  // The server itself only knows connections whose TLS handshake is over; the others would keep it from closing.
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  server.listen(options.port, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = once(server, "close");
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** Reads a whole request; null when its body is too large. @throws Error when the client breaks off. */
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

/** Sends an answer; text without a content type of its own is plain text. */
export function writeAnswer(response: ServerResponse, answer: HttpAnswer): void {
  const { status, headers = {}, body } = answer;
  const text = body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body);
  const type = typeof body === "string" ? "text/plain; charset=utf-8" : "application/json; charset=utf-8";
  response.statusCode = status;
  if (body !== undefined) response.setHeader("content-type", type);
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.end(text);
}
