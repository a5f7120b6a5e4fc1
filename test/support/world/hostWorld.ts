import assert from "node:assert/strict";
import { VirtualClock } from "../../../local/environment/virtualClock.ts";
import { startHost, type Host } from "../../../local/host/host.ts";
import type { Keys } from "../../../local/host/keys.ts";
import type { LogEntry } from "../../../local/host/log.ts";

export const appDirectory = (name: string): string =>
  new URL(`../../fixtures/apps/${name}`, import.meta.url).pathname;

export interface Status {
  readonly name: string;
  readonly instanceId: string;
  readonly runtimeStatus: string;
  readonly input: unknown;
  readonly customStatus: unknown;
  readonly output: unknown;
  readonly createdTime: string;
  readonly lastUpdatedTime: string;
  readonly historyEvents?: readonly { readonly EventType: string; readonly [field: string]: unknown }[];
}

interface WorldOptions {
  /** A folder under apps/. */
  readonly app?: string;
  /** Any other app. */
  readonly directory?: string;
  readonly stateFile?: string;
  readonly clock?: VirtualClock;
  readonly port?: number;
  readonly enableAuth?: boolean;
  readonly realistic?: number | null;
  readonly sharedHub?: { readonly leaseMs: number };
}

/** One host on virtual time, and what a test asks of it. */
export class HostWorld {
  readonly clock: VirtualClock;
  readonly host: Host;
  readonly log: readonly LogEntry[];

  private constructor(clock: VirtualClock, host: Host, log: readonly LogEntry[]) {
    this.clock = clock;
    this.host = host;
    this.log = log;
  }

  static async start({
    app = "orchestrations",
    directory = appDirectory(app),
    stateFile = ":memory:",
    clock,
    port = 0,
    enableAuth = false,
    ...rest
  }: WorldOptions = {}) {
    process.env.TEST_HUB = "TestHub";
    const time = clock ?? new VirtualClock(Date.parse("2026-11-23T08:00:00Z"));
    const log: LogEntry[] = [];
    const host = await startHost({
      appDirectory: directory,
      port,
      stateFile,
      clock: time,
      enableAuth,
      ...rest,
      log: (entry) => void log.push(entry),
    });
    return new HostWorld(time, host, log);
  }

  close(): Promise<void> {
    return this.host.close();
  }

  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`${this.host.url}${path}`, init);
  }

  /** Calls the Durable management API. */
  durable(method: string, path: string, body?: unknown): Promise<Response> {
    const headers = { "Content-Type": "application/json" };
    const init = body === undefined ? { method } : { method, headers, body: JSON.stringify(body) };
    return this.fetch(`/runtime/webhooks/durabletask/${path}`, init);
  }

  /** Starts an orchestration through the app's own durable client; its instance id. */
  async start(name: string, input: unknown = {}, id = ""): Promise<string> {
    const response = await this.fetch(`/api/start/${name}/${id}`, {
      method: "POST",
      body: JSON.stringify(input),
    });
    assert.equal(response.status, 202);
    return ((await response.json()) as { id: string }).id;
  }

  async status(id: string, query = ""): Promise<Status> {
    const response = await this.durable("GET", `instances/${id}?${query}`);
    return (await response.json()) as Status;
  }

  async event(id: string, name: string, data: unknown = null): Promise<void> {
    const response = await this.durable("POST", `instances/${id}/raiseEvent/${name}`, data);
    assert.equal(response.status, 202);
    await this.clock.settle();
  }

  /** Runs an orchestration to its end, moving time on. */
  async run(name: string, input?: unknown): Promise<Status> {
    return this.ending(await this.start(name, input));
  }

  async ending(id: string): Promise<Status> {
    const ends = ["Completed", "Failed", "Terminated"];
    await this.clock.runUntil(async () => ends.includes((await this.status(id)).runtimeStatus), 1e11);
    return this.status(id, "showHistory=true&showHistoryOutput=true");
  }

  /** Calls a method of the app's durable client. */
  async client(call: string, ...args: unknown[]): Promise<{ returned?: unknown; thrown?: string }> {
    const response = await this.fetch("/api/client", {
      method: "POST",
      body: JSON.stringify({ call, args }),
    });
    return (await response.json()) as { returned?: unknown; thrown?: string };
  }

  keys(): Keys {
    assert.ok(this.host.keys !== null);
    return this.host.keys;
  }

  warnings(): readonly string[] {
    return this.log.filter(({ level }) => level === "warning").map(({ message }) => message);
  }
}
