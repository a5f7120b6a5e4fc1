import { exchange, type Answer } from "./exchange.ts";
import { expect } from "./expect.ts";
import type { Output } from "./output.ts";

/** The management URLs of a 202. */
export interface Links {
  readonly id: string;
  readonly statusQueryGetUri: string;
  readonly sendEventPostUri: string;
  readonly terminatePostUri: string;
  readonly purgeHistoryDeleteUri: string;
  readonly suspendPostUri: string;
  readonly resumePostUri: string;
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

/** An orchestration, by the management URLs that came with the 202. */
export class Instance {
  readonly links: Links;

  constructor(links: Links) {
    this.links = links;
  }

  /** The status; null when the host does not know the instance. */
  async find(): Promise<InstanceStatus | null> {
    const { status, body } = await exchange(this.links.statusQueryGetUri, {});
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
    const ofChild = (link: string): string => link.replace(id, `${id}:${number}`);
    const { statusQueryGetUri, sendEventPostUri, terminatePostUri } = this.links;
    const { purgeHistoryDeleteUri, suspendPostUri, resumePostUri } = this.links;
    return new Instance({
      id: ofChild(id),
      statusQueryGetUri: ofChild(statusQueryGetUri),
      sendEventPostUri: ofChild(sendEventPostUri),
      terminatePostUri: ofChild(terminatePostUri),
      purgeHistoryDeleteUri: ofChild(purgeHistoryDeleteUri),
      suspendPostUri: ofChild(suspendPostUri),
      resumePostUri: ofChild(resumePostUri),
    });
  }

  /** Raises the event that ends the capture early. */
  stop = (): Promise<Answer> => signal(this.links.sendEventPostUri.replace("{eventName}", "stop"));
  terminate = (): Promise<Answer> => signal(withReason(this.links.terminatePostUri));
  suspend = (): Promise<Answer> => signal(withReason(this.links.suspendPostUri));
  resume = (): Promise<Answer> => signal(withReason(this.links.resumePostUri));
  purge = (): Promise<Answer> => exchange(this.links.purgeHistoryDeleteUri, { method: "DELETE" });

  /** Starts an orchestration past the webhook, as whoever holds a management URL can. */
  startAnother(id: string, version: string, input: unknown): Promise<Answer> {
    const uri = new URL(this.links.statusQueryGetUri);
    uri.pathname = uri.pathname.replace(/instances\/[^/]+$/, `orchestrators/captureOnAlert/${id}`);
    uri.searchParams.set("version", version);
    return signal(uri.href, input);
  }
}

const withReason = (uri: string): string => uri.replace("{text}", "conformance");

const signal = (uri: string, body: unknown = null): Promise<Answer> =>
  exchange(uri, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: Buffer.from(JSON.stringify(body)),
  });
