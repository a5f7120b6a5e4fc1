import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";

export interface Listener {
  readonly port: number;
  /** Stops listening and cuts every connection. */
  close(): Promise<void>;
}

interface ListenerOptions {
  /** 0: any free port. */
  readonly port: number;
  /** PEM; null: plain HTTP. */
  readonly tls: { readonly key: string; readonly cert: string } | null;
  readonly handle: RequestListener;
}

/** Clients reuse idle connections. A connection closed at that moment would look like an unwanted fault. */
const keepAliveMs = 120_000;

/** Listens on 127.0.0.1. @throws Error when the port is taken. */
export async function listen(options: ListenerOptions): Promise<Listener> {
  const server =
    options.tls === null ? createServer(options.handle) : createSecureServer(options.tls, options.handle);
  server.keepAliveTimeout = keepAliveMs;
  // The server tracks a connection only after its TLS handshake; the others would keep it from closing.
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
