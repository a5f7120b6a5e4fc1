import { globalAgent } from "node:http";
import { setTimeout } from "node:timers/promises";
import { exactDelivery } from "./delivery/delivery.ts";
import { realisticDelivery } from "./delivery/realisticDelivery.ts";
import { Control } from "./engine/control.ts";
import { Engine } from "./engine/engine.ts";
import { Gate } from "./engine/gate.ts";
import { readHostSettings, type HostSettings } from "./hostSettings.ts";
import { durableClientBinding, type Webhooks } from "./http/durableClientBinding.ts";
import { httpRoutes, type HttpRoute } from "./http/httpRoutes.ts";
import { requestHandler, type Beside } from "./http/requestHandler.ts";
import { Server } from "./http/server.ts";
import { readKeys, type Keys } from "./keys.ts";
import { keptKey, openStore, type Store } from "./store/store.ts";
import { startTimers } from "./timers/startTimers.ts";
import { durableFunctions } from "./worker/durableFunctions.ts";
import { loadApp, type LoadedApp } from "./worker/loadApp.ts";
import type { Clock } from "../environment/clock.ts";
import type { HostAnswer } from "./http/hostAnswer.ts";
import type { ManagementContext } from "./http/management/managementCall.ts";
import type { Log, LogEntry } from "./log.ts";
import type { HistoryEvent } from "./protocol/historyEvent.ts";

interface HostOptions {
  /** Folder with host.json and package.json. Its `main` is the app: an ES module or CommonJS. */
  readonly appDirectory: string;
  /** Port on 127.0.0.1; 0: any free port. */
  readonly port: number;
  /** SQLite file, or ":memory:". */
  readonly stateFile: string;
  readonly clock: Clock;
  readonly log: (entry: LogEntry) => void;
  /** Whether functions require keys, as in Azure; not by default, as with Core Tools. */
  readonly enableAuth?: boolean;
  /** Seed of deliveries as irregular as Azure's; null or absent: everything comes once and at its time. */
  readonly realistic?: number | null;
  /**
   * Present where other hosts use the state file at the same time, as instances of one app. They take over
   * the work of one that gives no sign of life for this time.
   */
  readonly sharedHub?: { readonly leaseMs: number };
  /** Answers the paths that the environment serves beside the app; null: the path is the app's. */
  readonly beside?: Beside;
  /** Changes an answer of the app before it is sent. */
  readonly asSent?: ((answer: HostAnswer) => HostAnswer) | undefined;
}

export interface Host {
  /** http://127.0.0.1:<port> */
  readonly url: string;
  /** The app's HTTP functions, in the order of their registration. */
  readonly routes: readonly HttpRoute[];
  /** The keys where functions require them, otherwise null. */
  readonly keys: Keys | null;
  /** All stored events of an instance's present generation. */
  historyOf(id: string): readonly HistoryEvent[];
  /**
   * False stops the Durable backend: calls to it hang and orchestrations stand still until it is true again.
   */
  setBackendAvailable(available: boolean): void;
  /** Accepts no more requests, lets running work finish for a while, closes the store. */
  close(): Promise<void>;
}

const durableClientSockets = 16;

/** How long close() waits for running work, on the machine's clock: a virtual one may stand still by then. */
const closeTimeoutMs = 5_000;

/**
 * Serves a function app: its HTTP, timer and Durable functions, loaded into this process.
 * @throws Error when the port is taken, the state file cannot be used, or the app cannot be loaded.
 */
export async function startHost(options: HostOptions): Promise<Host> {
  const { appDirectory, clock } = options;
  const settings = await readHostSettings(appDirectory, process.env);
  const log: Log = (entry) => {
    if (settings.isLogged(entry.level, entry.category)) options.log({ at: clock.now(), ...entry });
  };
  if (settings.idle.length > 0) logIdleSettings(log, settings.idle);
  const store = openStore(options.stateFile, options.sharedHub !== undefined);
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

function logIdleSettings(log: Log, idle: readonly string[]): void {
  const message = `These settings of host.json have no effect here: ${idle.join(", ")}.`;
  log({ level: "information", category: "Host.Startup", message });
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
  const { appDirectory, clock, beside = () => null } = options;
  const url = `http://127.0.0.1:${server.port}`;
  // The durable client reads the host's address from this variable.
  process.env.WEBSITE_HOSTNAME = `127.0.0.1:${server.port}`;
  // The durable client calls this process through this agent. Node accepts one connection at each turn of its
  // event loop: in a burst, calls that wait for new connections would be overtaken by later ones that find a
  // free one.
  globalAgent.maxSockets = durableClientSockets;
  const app = await loadApp(appDirectory, log);
  const gate = new Gate();
  const webhooks: Webhooks = { origin: url, hubName: settings.hubName, key: keptKey(store, "code") };
  const client = durableClientBinding(webhooks);
  const engine = new Engine({
    ...{ ...settings, store, app: durableFunctions(app, client, log), clock, gate, log },
    ...deliveryOf(options),
    isBusy: () => server.isBusy,
  });
  const managed = managementOf(engine, parts, webhooks);
  const keys = options.enableAuth === true ? keysOf(store, app) : null;
  const closing = new AbortController();
  const handled = { app, settings, client, managed, keys, gate, clock, log, beside, closing: closing.signal };
  server.handle = requestHandler({ ...handled, asSent: options.asSent });
  const isShared = options.sharedHub !== undefined;
  const stopTimers = startTimers({ app, client, store, clock, log, isShared });
  engine.start();
  return {
    url,
    routes: httpRoutes(app.functions, settings.routePrefix),
    keys,
    historyOf: (id) => store.histories.of(id),
    setBackendAvailable: (available) => {
      gate.set(available);
    },
    async close() {
      if (closing.signal.aborted) return;
      closing.abort();
      stopTimers();
      await end(server, engine, app);
      store.close();
    },
  };
}

/** The real host's visibility timeout: after it, the messages of a killed host come again. */
const visibilityTimeoutMs = 5 * 60_000;

/** How often a host looks for work that came through others. */
const pollMs = 100;

function deliveryOf({ realistic = null, sharedHub }: HostOptions) {
  if (realistic === null && sharedHub === undefined) return { delivery: exactDelivery, leasing: null };
  const leaseMs = realistic === null ? sharedHub?.leaseMs : visibilityTimeoutMs;
  const delivery = realistic === null ? exactDelivery : realisticDelivery(realistic);
  const leasing = {
    leaseMs: leaseMs ?? visibilityTimeoutMs,
    pollMs: sharedHub === undefined ? null : pollMs,
  };
  return { delivery, leasing };
}

function keysOf(store: Store, { functions }: LoadedApp): Keys {
  const locked = functions.filter((called) => called.kind === "http" && called.authLevel === "function");
  return readKeys(
    store,
    locked.map(({ name }) => name),
  );
}

function managementOf(
  engine: Engine,
  { options, store, settings }: Parts,
  webhooks: Webhooks,
): ManagementContext {
  const now = () => options.clock.now();
  return {
    control: new Control(store, engine, now),
    now,
    store,
    webhooks,
    defaultVersion: settings.versions.own,
    tracesOrchestrations: settings.tracesOrchestrations,
  };
}

async function end(server: Server, engine: Engine, app: LoadedApp): Promise<void> {
  const over = new AbortController();
  const timeout = setTimeout(closeTimeoutMs, undefined, { signal: over.signal }).catch(() => undefined);
  await server.close(timeout);
  await engine.close(timeout);
  over.abort();
  const { appHookData } = app.registry;
  for (const hook of app.registry.hooks("appTerminate")) await hook({ hookData: appHookData, appHookData });
}
