import { exchange } from "./exchange.ts";
import { expect } from "./expect.ts";

/** A packet capture, as the control API shows it. */
export interface CaptureRecord {
  readonly name: string;
  readonly target: string;
  readonly status: string;
  readonly stopReason: string | null;
}

export interface Email {
  readonly subject: string;
  readonly text: string;
  readonly operationId: string;
}

interface RequestRecord {
  readonly method: string;
  readonly path: string;
  /** Null until it is answered. */
  readonly status: number | null;
}

export interface Vm {
  readonly id: string;
  /** What its captures show: a name of docs/local-control-api.md. */
  readonly traffic?: string;
}

export interface ScaleSet {
  readonly id: string;
  readonly orchestration: "Uniform" | "Flexible";
  readonly instances: readonly { readonly id: string; readonly powerState?: string }[];
}

/** What stands between a VM and the network. */
export interface Network {
  readonly vmId: string;
  readonly rules?: readonly Readonly<Record<string, unknown>>[];
  readonly routes?: readonly Readonly<Record<string, unknown>>[];
}

/** Makes the matching calls to Azure slower or fail. */
export interface Fault {
  readonly method?: string;
  /** A regular expression over path and query. */
  readonly path: string;
  readonly delayMs?: number;
}

/** The control API of the simulated Azure that the app calls: docs/local-control-api.md. */
export class Control {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url.replace(/\/+$/, "");
  }

  captures = (): Promise<readonly CaptureRecord[]> => this.#call("GET", "captures");
  emails = (): Promise<readonly Email[]> => this.#call("GET", "emails");
  requests = (): Promise<readonly RequestRecord[]> => this.#call("GET", "requests");
  vms = (): Promise<readonly Vm[]> => this.#call("GET", "vms");
  setVms = (vms: readonly Vm[]): Promise<unknown> => this.#call("PUT", "vms", vms);
  scaleSets = (): Promise<readonly ScaleSet[]> => this.#call("GET", "scale-sets");
  setScaleSets = (sets: readonly ScaleSet[]): Promise<unknown> => this.#call("PUT", "scale-sets", sets);
  networks = (): Promise<readonly Network[]> => this.#call("GET", "network");
  setNetworks = (networks: readonly Network[]): Promise<unknown> => this.#call("PUT", "network", networks);
  faults = (): Promise<readonly Fault[]> => this.#call("GET", "faults");
  setFaults = (faults: readonly Fault[]): Promise<unknown> => this.#call("PUT", "faults", faults);

  /** The file of a packet capture that has ended. */
  async captureFile(name: string): Promise<Buffer> {
    const { status, bytes } = await exchange(`${this.#url}/captures/${name}.cap`, {});
    expect.that(status === 200, `the control API answers ${status} to the file of ${name}`);
    return bytes;
  }

  async #call<T>(method: string, route: string, value?: unknown): Promise<T> {
    const body = value === undefined ? {} : { body: Buffer.from(JSON.stringify(value)) };
    const answer = await exchange(`${this.#url}/${route}`, { method, ...body });
    expect.that(answer.status === 200, `the control API answers ${answer.status} to ${method} /${route}`);
    return answer.body as T;
  }
}
