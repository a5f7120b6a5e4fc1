import { exchange, type Answer } from "./exchange.ts";
import { expect } from "./expect.ts";
import type { Output } from "./output.ts";

/** The URLs of a 202. The app's own routes stand for the first two only. */
export interface Links {
  readonly id: string;
  readonly statusQueryGetUri: string;
  readonly sendEventPostUri: string;
  readonly terminatePostUri?: string;
  readonly purgeHistoryDeleteUri?: string;
  readonly suspendPostUri?: string;
  readonly resumePostUri?: string;
}

/** The answer to a status query. */
export interface InstanceStatus {
  readonly runtimeStatus: string;
  readonly customStatus: { readonly phase: string } | null;
  readonly input: unknown;
  readonly output: Output | null;
}

/** Statuses in which an instance goes on. */
const open = ["Pending", "Running", "Suspended", "ContinuedAsNew"];

/** An orchestration, by the URLs that came with the 202. */
export class Instance {
  readonly links: Links;
  readonly #key: string | null;

  /** @param key for URLs that carry none */
  constructor(links: Links, key: string | null) {
    this.links = links;
    this.#key = key;
  }

  /** The status; null when the host does not know the instance. */
  async find(): Promise<InstanceStatus | null> {
    const { status, body } = await this.#call("GET", "statusQueryGetUri");
    if (status === 404) return null;
    expect.that([200, 202].includes(status), `the status query answers ${status}`);
    return body as InstanceStatus;
  }

  async status(): Promise<InstanceStatus> {
    return expect.present(await this.find(), `instance ${this.links.id}`);
  }

  static hasEnded = ({ runtimeStatus }: InstanceStatus): boolean => !open.includes(runtimeStatus);

  /** The instance of one VM of an alert with several, counted from 1. */
  child(number: number): Instance {
    const { id } = this.links;
    const ofChild = Object.entries(this.links as unknown as Record<string, unknown>).map(([name, link]) => [
      name,
      typeof link === "string" ? link.replace(id, `${id}:${number}`) : link,
    ]);
    return new Instance(Object.fromEntries(ofChild) as Links, this.#key);
  }

  /** Raises the event that ends the capture early. */
  stop = (): Promise<Answer> => this.#call("POST", "sendEventPostUri");
  terminate = (): Promise<Answer> => this.#call("POST", "terminatePostUri");
  suspend = (): Promise<Answer> => this.#call("POST", "suspendPostUri");
  resume = (): Promise<Answer> => this.#call("POST", "resumePostUri");
  purge = (): Promise<Answer> => this.#call("DELETE", "purgeHistoryDeleteUri");

  /** Starts an orchestration past the webhook, as whoever holds a management URL can. */
  startAnother(id: string, version: string, input: unknown): Promise<Answer> {
    const uri = new URL(this.links.statusQueryGetUri);
    uri.pathname = uri.pathname.replace(/instances\/[^/]+$/, `orchestrators/captureOnAlert/${id}`);
    uri.searchParams.set("version", version);
    return signal(uri.href, input);
  }

  #call(method: "GET" | "POST" | "DELETE", name: Exclude<keyof Links, "id">): Promise<Answer> {
    const link = expect.present(this.links[name], `${name} in the 202`);
    const uri = link.replace("{eventName}", "stop").replace("{text}", "conformance");
    // The host looks at the header first, and a management URL has a key of its own.
    const needsKey = this.#key !== null && !new URL(uri).searchParams.has("code");
    const headers: Record<string, string> = needsKey ? { "x-functions-key": this.#key } : {};
    return method === "POST" ? signal(uri, null, headers) : exchange(uri, { method, headers });
  }
}

const signal = (
  uri: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> =>
  exchange(uri, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: Buffer.from(JSON.stringify(body)),
  });
