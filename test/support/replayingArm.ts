import { once } from "node:events";
import { createServer, type Server } from "node:https";
import { buffer } from "node:stream/consumers";
import { createCertificate, trustCertificate } from "../../local/environment/certificate.ts";
import type { AddressInfo } from "node:net";

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** Stands in for Resource Manager, and gives prepared answers in their order. */
export class ReplayingArm {
  readonly calls: { readonly method: string; readonly url: string }[] = [];
  answers: Answer[] = [];
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
    server.on("request", (request, response) => {
      void buffer(request).then(() => {
        this.calls.push({ method: request.method ?? "", url: request.url ?? "" });
        const { status, headers = {}, body } = this.answers.shift() ?? { status: 500, body: null };
        response.writeHead(status, { "content-type": "application/json", ...headers });
        response.end(body === null ? "" : JSON.stringify(body));
      });
    });
  }

  static async start(): Promise<ReplayingArm> {
    const { key, cert } = await createCertificate();
    trustCertificate(cert);
    const server = createServer({ key, cert });
    await once(server.listen(0, "127.0.0.1"), "listening");
    return new ReplayingArm(server);
  }

  get url(): string {
    return `https://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
