import { setTimeout } from "node:timers/promises";
import type { Clock } from "../clock.ts";
import type { DurableApp } from "./engine/app.ts";
import { Control } from "./engine/control.ts";
import { Engine } from "./engine/engine.ts";
import { Gate } from "./engine/gate.ts";
import { readHostSettings, type HostSettings } from "./hostSettings.ts";
import { durableClientBinding, type Webhooks } from "./http/durableClient.ts";
import type { ManagementContext } from "./http/management/api.ts";
import { requestHandler } from "./http/requestHandler.ts";
import { Server } from "./http/server.ts";
import type { Log, LogEntry } from "./log.ts";
import { managementKey, openStore, type Store } from "./store/store.ts";
import { startTimers } from "./timers/timerTriggers.ts";
import { durableApp } from "./worker/durableApp.ts";
import { loadApp, type LoadedApp } from "./worker/loadApp.ts";

export interface HostOptions {
  /** Folder with host.json and package.json, whose `main` is the app: an ES module or CommonJS. */
  readonly appDirectory: string;
  /** On 127.0.0.1; 0: any free one. */
  readonly port: number;
  /** SQLite file, or ":memory:". */
  readonly stateFile: string;
  readonly clock: Clock;
  readonly log: (entry: LogEntry) => void;
}

export interface Host {
  /** http://127.0.0.1:<port> */
  readonly url: string;
  /** false: the Durable backend stops answering; calls to it hang and orchestrations stand still until true again. */
  setBackendAvailable(available: boolean): void;
  /** Takes no more requests, lets what runs finish for a while, closes the store. */
  close(): Promise<void>;
}

/** How long close() waits for what runs. On the machine's own clock: a virtual one may stand still by then. */
const patienceMs = 5_000;

/**
 * Serves a function app: its HTTP, timer and Durable functions, loaded into this process.
 * @throws Error when the port is taken, the state file cannot be used, or the app cannot be loaded.
 */
export async function startHost(options: HostOptions): Promise<Host> {
  const { appDirectory, clock } = options;
  const log: Log = (entry) => {
    options.log({ at: clock.now(), ...entry });
  };
  const settings = await readHostSettings(appDirectory, process.env);
  const store = openStore(options.stateFile);
  try {
    const server = await Server.listen(options.port, log);
    try {
      return await serve({ options, log, settings, store, server });
    } catch (error) {
      await server.close(Promise.resolve());
      throw error;
    }
  } catch (error) {
    store.close();
    throw error;
  }
}

interface Parts {
  readonly options: HostOptions;
  readonly log: Log;
  readonly settings: HostSettings;
  readonly store: Store;
  readonly server: Server;
}

async function serve(parts: Parts): Promise<Host> {
  const { options, log, settings, store, server } = parts;
  const { appDirectory, clock } = options;
  const url = `http://127.0.0.1:${server.port}`;
  // The durable client takes the host's own address from here.
  process.env.WEBSITE_HOSTNAME = `127.0.0.1:${server.port}`;
  const app = await loadApp(appDirectory, log);
  const gate = new Gate();
  const webhooks: Webhooks = { origin: url, hubName: settings.hubName, key: managementKey(store) };
  const client = durableClientBinding(webhooks);
  const durable = durableApp(app, log);
  const engine = new Engine({
    ...{ ...settings, store, app: durable, clock, gate, log },
    isBusy: () => server.isBusy,
  });
  const managed = managementOf(engine, durable, parts, webhooks);
  const closing = new AbortController();
  const { signal } = closing;
  server.handle = requestHandler({ app, settings, client, managed, gate, clock, log, closing: signal });
  const stopTimers = startTimers({ app, client, store, clock, log });
  engine.start();
  return {
    url,
    setBackendAvailable: (available) => {
      gate.set(available);
    },
    async close() {
      if (signal.aborted) return;
      closing.abort();
      stopTimers();
      await end(server, engine, app);
      store.close();
    },
  };
}

function managementOf(
  engine: Engine,
  { functions }: DurableApp,
  { options, store, settings }: Parts,
  webhooks: Webhooks,
): ManagementContext {
  return {
    control: new Control(store, engine, () => options.clock.now()),
    store,
    webhooks,
    defaultVersion: settings.defaultVersion,
    isOrchestrator: (name) => functions.orchestrators.has(name.toLowerCase()),
  };
}

async function end(server: Server, engine: Engine, app: LoadedApp): Promise<void> {
  const over = new AbortController();
  const patience = setTimeout(patienceMs, undefined, { signal: over.signal }).catch(() => undefined);
  await server.close(patience);
  await engine.close(patience);
  over.abort();
  const { appHookData } = app.registration;
  for (const hook of app.registration.hooks("appTerminate"))
    await hook({ hookData: appHookData, appHookData });
}
