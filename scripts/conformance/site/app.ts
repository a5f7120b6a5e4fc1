import { exchange, type Answer } from "./exchange.ts";
import { expect } from "./expect.ts";
import { Instance, type Links } from "./instance.ts";

interface Options {
  readonly headers?: Readonly<Record<string, string>>;
  /** With its question mark. */
  readonly query?: string;
}

/** A 202 of the app. */
interface Accepted {
  readonly id: string;
  readonly outcome: string;
  readonly instance: Instance;
}

/** The routes of the function app. */
export class App {
  readonly #url: string;
  readonly #key: string | null;

  /** @param url of the host, without /api */
  constructor(url: string, key: string | null) {
    this.#url = url.replace(/\/+$/, "");
    this.#key = key;
  }

  /** The same app, called with another key or with none. */
  withKey = (key: string | null): App => new App(this.#url, key);

  /** Calls a route below /api. */
  get = (route: string, { headers = {} }: Pick<Options, "headers"> = {}): Promise<Answer> =>
    exchange(this.#address(route), { headers: this.#headers(headers) });

  /** Posts JSON, or bytes as they are. */
  post(route: string, body: unknown = null, { headers = {}, query = "" }: Options = {}): Promise<Answer> {
    const bytes = Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
    const all = this.#headers({ "content-type": "application/json; charset=utf-8", ...headers });
    return exchange(this.#address(route + query), { method: "POST", headers: all, body: bytes });
  }

  /** Posts a body whose length the host learns only at its end. */
  postChunks(route: string, chunks: readonly Buffer[]): Promise<Answer> {
    const headers = this.#headers({ "content-type": "application/json", "transfer-encoding": "chunked" });
    return exchange(this.#address(route), { method: "POST", headers, chunks });
  }

  /** Posts an alert that must be accepted. */
  async fire(payload: unknown): Promise<Accepted> {
    return this.accepted(await this.post("alerts", payload));
  }

  /** The instance of a 202, which must carry its URLs. */
  accepted({ status, body }: Answer): Accepted {
    expect.that(status === 202, `the answer is ${status}: ${JSON.stringify(body).slice(0, 200)}`);
    const links = body as Links & { readonly outcome: string };
    return { id: links.id, outcome: links.outcome, instance: new Instance(links, this.#key) };
  }

  /** POST /api/captures/{id}/stop */
  stop = (id: string): Promise<Answer> => this.post(`captures/${id}/stop`);

  #address = (route: string): string => `${this.#url}/api/${route}`;
  #headers = (more: Readonly<Record<string, string>> = {}): Record<string, string> => ({
    ...more,
    ...(this.#key !== null && { "x-functions-key": this.#key }),
  });
}
