import { once } from "node:events";
import { createServer as createProxy, type Server } from "node:http";
import { createServer, type Server as SecureServer } from "node:https";
import { connect, type AddressInfo, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { generate } from "selfsigned";
import { trustCertificate } from "../../local/environment/certificate.ts";
import type { IncomingMessage, ServerResponse } from "node:http";

/** One call to any host of Azure. */
interface Call {
  readonly host: string;
  readonly path: string;
  /** Of the token that it bore; null when it bore none. */
  readonly audience: string | null;
}

/**
 * Stands behind every host of every cloud: a proxy, to which the SDKs are pointed by HTTPS_PROXY, leads all
 * of them here. Gives a token for whatever scope is asked for, and notes which token goes to which host.
 */
export class RecordingAzure {
  readonly calls: Call[] = [];
  readonly #servers: (Server | SecureServer)[] = [];
  readonly #sockets = new Set<Socket>();

  static async start(hosts: readonly string[]): Promise<RecordingAzure> {
    const azure = new RecordingAzure();
    const altNames = hosts.map((value) => ({ type: 2 as const, value }));
    const made = await generate([{ name: "commonName", value: "any cloud" }], {
      algorithm: "sha256",
      extensions: [
        { name: "basicConstraints", cA: true },
        { name: "subjectAltName", altNames },
      ],
    });
    trustCertificate(made.cert);
    const behind = createServer({ key: made.private, cert: made.cert }, (request, response) => {
      void azure.#answer(request, response);
    });
    const port = await azure.#listen(behind);
    const proxy = createProxy();
    proxy.on("connect", (_, socket: Socket) => {
      const onward = connect(port, "127.0.0.1");
      azure.#sockets.add(socket).add(onward);
      onward.on("error", () => socket.destroy());
      socket.on("error", () => onward.destroy());
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      socket.pipe(onward).pipe(socket);
    });
    process.env.HTTPS_PROXY = `http://127.0.0.1:${await azure.#listen(proxy)}`;
    delete process.env.NO_PROXY;
    return azure;
  }

  async #listen(server: Server | SecureServer): Promise<number> {
    this.#servers.push(server);
    await once(server.listen(0, "127.0.0.1"), "listening");
    return (server.address() as AddressInfo).port;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { host = "", authorization = "" } = request.headers;
    const path = (request.url ?? "").replace(/\?.*/, "");
    const audience = authorization.startsWith("Bearer ") ? authorization.slice("Bearer for ".length) : null;
    this.calls.push({ host, path, audience });
    const scope = new URLSearchParams(await text(request)).get("scope") ?? "";
    const base = `https://${host}/${path.split("/")[1] ?? ""}`;
    const body = path.endsWith("/token")
      ? { token_type: "Bearer", expires_in: 3599, access_token: `for ${scope.split(" ")[0] ?? ""}` }
      : path.includes("/.well-known/")
        ? {
            issuer: `${base}/v2.0`,
            token_endpoint: `${base}/oauth2/v2.0/token`,
            authorization_endpoint: base,
            jwks_uri: base,
          }
        : {};
    response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(body));
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await Promise.all(this.#servers.map((server) => new Promise((resolve) => server.close(resolve))));
  }
}
