import { join } from "node:path";
import { BlobClient, StorageSharedKeyCredential } from "@azure/storage-blob";
import { checkIdentityFiles } from "../../src/azure/identity/checkIdentityFiles.ts";
import { loadConfig } from "../../src/config.ts";
import { clearDownloads } from "../azure/control/clearDownloads.ts";
import { createAlertSender } from "../azure/monitor/alertSender.ts";
import { startSimulatedAzure, type SimulatedAzure } from "../azure/simulatedAzure.ts";
import { startHost, type Host } from "../host/host.ts";
import { createLab } from "../lab/createLab.ts";
import { appSettings, settingsBeforeAzure } from "./appSettings.ts";
import { hostConnection, startBlobStorage, type BlobStorage } from "./blobStorage.ts";
import { createCertificate, trustCertificate, type Certificate } from "./certificate.ts";
import { openRecording, type Recording } from "./recording.ts";
import { takeStateFolder } from "./takeStateFolder.ts";
import type { HttpRoute } from "../host/http/httpRoutes.ts";
import type { Beside } from "../host/http/requestHandler.ts";
import type { Keys } from "../host/keys.ts";
import type { LogEntry } from "../host/log.ts";
import type { HistoryEvent } from "../host/protocol/historyEvent.ts";
import type { ScenarioName } from "../traffic/namedScenarios.ts";
import type { Clock } from "./clock.ts";
import type { EnvironmentVariables } from "./environmentVariables.ts";
import type { Ports } from "./ports.ts";

/** Name and key of the simulated storage account. The key opens only this machine's Azurite. */
const storage = {
  account: "captureonalert",
  key: Buffer.from("simulated storage account key").toString("base64"),
};

interface EnvironmentOptions {
  readonly clock: Clock;
  /** Folder of everything that survives a restart; null: nothing does. */
  readonly stateDirectory: string | null;
  readonly outboxDirectory: string;
  readonly ports: Ports;
  /** The app's folder, with host.json, package.json and the bundle that it names. */
  readonly appDirectory: string;
  /** The user's settings, which override the environment's. */
  readonly settings: EnvironmentVariables;
  readonly log: (entry: LogEntry) => void;
  /** Traffic of every VM from now on; null or absent: each VM keeps its own. */
  readonly traffic?: ScenarioName | null;
  /** Whether links to capture files lead through the control API, over plain HTTP, for browsers. */
  readonly clearDownloads?: boolean;
  /** Makes functions require keys, as in Azure. */
  readonly enableAuth?: boolean;
  /**
   * A seed: as slow and as irregular as the real services. Null or absent: fast, and everything comes once
   * and at its time.
   */
  readonly realistic?: number | null;
  /** Present where hosts outside use the same hub; see HostOptions. */
  readonly sharedHub?: { readonly leaseMs: number };
  /**
   * Running blob storage with its certificate, used and left running; absent: the environment starts its own.
   */
  readonly storage?: RunningStorage;
}

export interface RunningStorage {
  readonly tls: Certificate;
  readonly blob: BlobStorage;
}

/** Starts only blob storage, for several environments in turn. It keeps nothing when `directory` is null. */
export async function startStorage(directory: string | null, port: number): Promise<RunningStorage> {
  const tls = await createCertificate();
  trustCertificate(tls.cert);
  return { tls, blob: await startBlobStorage({ directory, port, tls, ...storage }) };
}

/** The embedded host with the app, simulated Azure and blob storage. */
export interface Environment {
  /** The function app, http://127.0.0.1:<port> */
  readonly url: string;
  /** The control API, http://127.0.0.1:<port> */
  readonly controlUrl: string;
  /** The captures page, http://127.0.0.1:<port>/api/ui */
  readonly pageUrl: string;
  /** The Lab, http://127.0.0.1:<port>/lab */
  readonly labUrl: string;
  readonly azure: SimulatedAzure;
  /** The app's HTTP functions. */
  readonly routes: readonly HttpRoute[];
  /** The keys where functions require them, otherwise null. */
  readonly keys: Keys | null;
  /** All events of an orchestration instance. */
  historyOf(instanceId: string): readonly HistoryEvent[];
  /** Reads a capture file by its URL. */
  readBlob(url: string): Promise<Buffer>;
  close(): Promise<void>;
}

/**
 * Starts all parts in the order of their dependencies. If one cannot start, those already running are closed.
 * @throws ConfigError when the user's settings are invalid; Error when a part cannot start.
 */
export async function startEnvironment(options: EnvironmentOptions): Promise<Environment> {
  const closing: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const end of closing.splice(0).reverse()) await end();
  };
  try {
    return { ...(await startParts(options, closing)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function readBlob(url: string): Promise<Buffer> {
  return new BlobClient(url, new StorageSharedKeyCredential(storage.account, storage.key)).downloadToBuffer();
}

async function startParts(options: EnvironmentOptions, closing: (() => Promise<void>)[]) {
  const { clock, stateDirectory, outboxDirectory, ports } = options;
  // Invalid settings are reported before anything starts or is written.
  checkIdentityFiles(
    loadConfig(appSettings(options.settings, settingsBeforeAzure(storage.account))).identity,
  );
  if (stateDirectory !== null) closing.push(takeStateFolder(stateDirectory));
  const inState = (name: string) => (stateDirectory === null ? null : join(stateDirectory, name));
  const { tls, blob } = options.storage ?? (await startStorage(inState("blobs"), ports.blob));
  if (options.storage === undefined) closing.push(() => blob.close());
  const started: { host?: Host } = {};
  const recording = openRecording(process.env.LOCAL_RECORD_DIR);
  const azure = await startSimulatedAzure({
    clock,
    stateFile: inState("azure.sqlite") ?? ":memory:",
    outboxDirectory,
    azurePort: ports.azure,
    controlPort: ports.control,
    tls,
    blob: { endpoint: blob.endpoint, ...storage },
    traffic: options.traffic ?? null,
    ...{ realistic: options.realistic ?? null, webhookSecret: options.settings.NOTIFY_WEBHOOK_SECRET },
    onCall: (call) => {
      recording.call(call);
    },
    setBackendAvailable: (available) => started.host?.setBackendAvailable(available),
    sendAlert: createAlertSender({ clock, alertUrl: () => alertUrl(started.host), defaultVm: "WEB01" }),
  });
  closing.push(() => azure.close());
  const simulated = { ...azure.settings, AzureWebJobsStorage: hostConnection(blob.endpoint) };
  const stateFile = inState("orchestrations.sqlite") ?? ":memory:";
  const { controlUrl } = azure;
  const pages = { beside: createLab(controlUrl), asSent: clearDownloads(blob.endpoint, controlUrl) };
  const host = await startApp({ options, simulated, stateFile, recording, ...pages });
  started.host = host;
  closing.push(() => host.close());
  const { url, routes, keys } = host;
  const historyOf = (id: string) => host.historyOf(id);
  const addresses = { url, controlUrl, pageUrl: `${url}/api/ui`, labUrl: `${url}/lab` };
  return { ...addresses, routes, keys, historyOf, azure, readBlob };
}

interface AppParts {
  readonly options: EnvironmentOptions;
  readonly simulated: EnvironmentVariables;
  readonly stateFile: string;
  readonly recording: Recording;
  readonly beside: Beside;
  readonly asSent: ReturnType<typeof clearDownloads>;
}

function startApp({ options, simulated, stateFile, recording, beside, asSent }: AppParts): Promise<Host> {
  const { appDirectory, ports, clock, enableAuth = false, realistic = null, sharedHub } = options;
  const log = (entry: LogEntry) => {
    recording.log(entry);
    options.log(entry);
  };
  Object.assign(process.env, appSettings(options.settings, simulated));
  const shared = sharedHub === undefined ? {} : { sharedHub };
  return startHost({
    ...{ appDirectory, port: ports.functions, stateFile, clock, log, enableAuth },
    ...{ realistic, beside, ...shared, ...(options.clearDownloads === true && { asSent }) },
  });
}

/** The address that an action group calls, with the function's key where one is required. */
function alertUrl(host: Host | undefined): string {
  const key = host?.keys?.functions.alerts;
  const url = `${host?.url ?? ""}/api/alerts`;
  return key === undefined ? url : `${url}?code=${key}`;
}
