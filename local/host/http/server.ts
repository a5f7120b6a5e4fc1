import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { errorText } from "../../environment/errorText.ts";
import { sendAnswer, textAnswer, type HostAnswer } from "./hostAnswer.ts";
import { isHostAnswer, receiveRequest, type HostRequest } from "./hostRequest.ts";
import type { Log } from "../log.ts";
import type { AddressInfo } from "node:net";

/** Handles a request; `gone` is aborted when the caller disconnects. */
type Handle = (request: HostRequest, gone: AbortSignal) => Promise<HostAnswer>;

/** Clients reuse idle connections. A connection closed at that moment would look like an unwanted fault. */
const keepAliveMs = 120_000;

/** With more requests than this under way, the host is busy. */
const fewRequests = 10;

/** The host's HTTP server, on 127.0.0.1. */
export class Server {
  /** The request handler, once the app is loaded. */
  handle: Handle = () => Promise.resolve(textAnswer(503, "The host is starting."));
  readonly #listener = createServer({ keepAliveTimeout: keepAliveMs, requestTimeout: 0 });
  readonly #log: Log;
  #underWay = 0;
  #closing = false;

  private constructor(log: Log) {
    this.#log = log;
    this.#listener.on("request", (incoming, outgoing) => {
      void this.#answer(incoming, outgoing);
    });
  }

  /** Port 0: any free port. @throws Error when the port is taken. */
  static async listen(port: number, log: Log): Promise<Server> {
    const server = new Server(log);
    server.#listener.listen(port, "127.0.0.1");
    await once(server.#listener, "listening");
    return server;
  }

  get port(): number {
    return (this.#listener.address() as AddressInfo).port;
  }

  get isBusy(): boolean {
    return this.#underWay > fewRequests;
  }

  /**
   * Accepts no more requests. Resolves when those under way are done, or cuts them when `timeout` is over.
   */
  async close(timeout: Promise<void>): Promise<void> {
    this.#closing = true;
    const closed = once(this.#listener, "close");
    this.#listener.close();
    await Promise.race([closed, timeout]);
    this.#listener.closeAllConnections();
    await closed;
  }

  async #answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const gone = new AbortController();
    outgoing.on("close", () => {
      gone.abort();
    });
    this.#underWay += 1;
    try {
      const request = await receiveRequest(incoming);
      const answer = isHostAnswer(request) ? request : await this.handle(request, gone.signal);
      if (this.#closing) outgoing.setHeader("connection", "close");
      sendAnswer(outgoing, answer);
    } catch (error) {
      if (!gone.signal.aborted) this.#fail(outgoing, error);
    } finally {
      this.#underWay -= 1;
    }
  }

  #fail(outgoing: ServerResponse, error: unknown): void {
    if (this.#closing || outgoing.headersSent) outgoing.destroy();
    else sendAnswer(outgoing, { status: 500 });
    if (!this.#closing) this.#log({ level: "error", category: "Host.Http", message: errorText(error) });
  }
}
