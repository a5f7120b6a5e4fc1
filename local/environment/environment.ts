import { join } from "node:path";
import { BlobClient, StorageSharedKeyCredential } from "@azure/storage-blob";
import { checkIdentityFiles } from "../../src/azure/identity/checkIdentityFiles.ts";
import { loadConfig } from "../../src/config.ts";
import { createAlertSender } from "../azure/monitor/alertSender.ts";
import { startSimulatedAzure, type SimulatedAzure } from "../azure/simulatedAzure.ts";
import { startHost, type Host } from "../host/host.ts";
import { appSettings, settingsBeforeAzure } from "./appSettings.ts";
import { startBlobStorage, type BlobStorage } from "./blobStorage.ts";
import { createCertificate, trustCertificate, type Certificate } from "./certificate.ts";
import { openRecording, type Recording } from "./recording.ts";
import { takeStateFolder } from "./takeStateFolder.ts";
import type { Keys } from "../host/keys.ts";
import type { LogEntry } from "../host/log.ts";
import type { HistoryEvent } from "../host/protocol/historyEvent.ts";
import type { ScenarioName } from "../traffic/namedScenarios.ts";
import type { Clock } from "./clock.ts";
import type { EnvironmentVariables } from "./environmentVariables.ts";
import type { Ports } from "./ports.ts";

/** Name and key of the simulated storage account. The key opens nothing beyond this machine's Azurite. */
const storage = {
  account: "captureonalert",
  key: Buffer.from("simulated storage account key").toString("base64"),
};

interface EnvironmentOptions {
  readonly clock: Clock;
  /** Everything that survives a restart; null: nothing does. */
  readonly stateDirectory: string | null;
  readonly outboxDirectory: string;
  readonly ports: Ports;
  /** Folder of the app: host.json, package.json and the bundle that it names. */
  readonly appDirectory: string;
  /** Settings of the user, which win over the environment's own. */
  readonly settings: EnvironmentVariables;
  readonly log: (entry: LogEntry) => void;
  /** Of every VM, from now on; null or absent: each has its own. */
  readonly traffic?: ScenarioName | null;
  /** Has the app's functions ask for keys, as in Azure. */
  readonly enableAuth?: boolean;
  /** Blob storage that runs already, with its certificate, to be used and left running; otherwise one is started. */
  readonly storage?: RunningStorage;
}

export interface RunningStorage {
  readonly tls: Certificate;
  readonly blob: BlobStorage;
}

/** Starts blob storage alone, for several environments in turn; it keeps nothing when `directory` is null. */
export async function startStorage(directory: string | null, port: number): Promise<RunningStorage> {
  const tls = await createCertificate();
  trustCertificate(tls.cert);
  return { tls, blob: await startBlobStorage({ directory, port, tls, ...storage }) };
}

/** The whole product on this machine: the embedded host with the app, simulated Azure, blob storage. */
export interface Environment {
  /** http://127.0.0.1:<port> of the function app. */
  readonly url: string;
  /** http://127.0.0.1:<port> of the control API. */
  readonly controlUrl: string;
  readonly azure: SimulatedAzure;
  /** Where functions ask for keys: these; otherwise null. */
  readonly keys: Keys | null;
  /** All events of an orchestration instance. */
  historyOf(instanceId: string): readonly HistoryEvent[];
  /** The bytes of a capture file, by its URL. */
  readBlob(url: string): Promise<Buffer>;
  close(): Promise<void>;
}

/**
 * Starts everything, in the order in which it is needed, and ends what has started when the rest cannot.
 * @throws ConfigError when the user's settings do not make a configuration; Error when a part cannot start.
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
  // Before anything starts or is written: nothing comes of wrong settings.
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
    onCall: (call) => {
      recording.call(call);
    },
    setBackendAvailable: (available) => started.host?.setBackendAvailable(available),
    sendAlert: createAlertSender({
      clock,
      alertUrl: () => alertUrl(started.host),
      defaultVm: "WEB01",
    }),
  });
  closing.push(() => azure.close());
  const host = await startApp(options, azure, inState("orchestrations.sqlite") ?? ":memory:", recording);
  started.host = host;
  closing.push(() => host.close());
  const { url, keys } = host;
  const historyOf = (id: string) => host.historyOf(id);
  return { url, keys, historyOf, controlUrl: azure.controlUrl, azure, readBlob };
}

function startApp(
  options: EnvironmentOptions,
  azure: SimulatedAzure,
  stateFile: string,
  recording: Recording,
): Promise<Host> {
  const { appDirectory, ports, clock, enableAuth = false } = options;
  const log = (entry: LogEntry) => {
    recording.log(entry);
    options.log(entry);
  };
  Object.assign(process.env, appSettings(options.settings, azure.settings));
  return startHost({ appDirectory, port: ports.functions, stateFile, clock, log, enableAuth });
}

/** The address that an action group holds: with the function's key where one is asked for. */
function alertUrl(host: Host | undefined): string {
  const key = host?.keys?.functions.alerts;
  const url = `${host?.url ?? ""}/api/alerts`;
  return key === undefined ? url : `${url}?code=${key}`;
}
