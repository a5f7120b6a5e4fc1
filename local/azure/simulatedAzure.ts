import { CaptureBlobs } from "./arm/packetCaptures/session/captureBlobs.ts";
import { CaptureRunner } from "./arm/packetCaptures/session/captureRunner.ts";
import { CaptureTable } from "./arm/packetCaptures/session/captureTable.ts";
import { resourceManager } from "./arm/resourceManager.ts";
import { ScaleSets } from "./arm/scaleSets/scaleSets.ts";
import { storageAccountId } from "./arm/storageAccounts/storageAccountRoutes.ts";
import { TrafficPlans } from "./arm/virtualMachines/trafficPlans.ts";
import { Vms } from "./arm/virtualMachines/vms.ts";
import { controlRoutes, type ControlOptions } from "./control/controlRoutes.ts";
import { listenForControl } from "./control/listenForControl.ts";
import { createLatencies } from "./createLatencies.ts";
import { EmailOutbox } from "./email/emailOutbox.ts";
import { emailRoutes } from "./email/emailRoutes.ts";
import { ActiveFaults } from "./faults/activeFaults.ts";
import { dispatch } from "./http/route.ts";
import { AppRegistration } from "./identity/appRegistration.ts";
import { managedIdentityRoutes } from "./identity/managedIdentityRoutes.ts";
import { signInRoutes } from "./identity/signInRoutes.ts";
import { Tokens } from "./identity/tokens.ts";
import { listenAsAzure, type AzureListenerOptions } from "./listenAsAzure.ts";
import { Networks } from "./network/networks.ts";
import { NotificationInbox } from "./notifications/notificationInbox.ts";
import { notificationRoutes } from "./notifications/notificationRoutes.ts";
import { keptSecret, openState } from "./openState.ts";
import { RequestLog } from "./requestLog.ts";
import { world } from "./world.ts";
import type { Clock } from "../environment/clock.ts";
import type { ScenarioName } from "../traffic/namedScenarios.ts";
import type { BlobAccount } from "./arm/storageAccounts/blobAccount.ts";
import type { HttpAnswer } from "./http/httpAnswer.ts";
import type { HttpRequest } from "./http/httpRequest.ts";
import type { Listener } from "./http/listener.ts";
import type { DatabaseSync } from "node:sqlite";

interface SimulatedAzureOptions
  extends Pick<ControlOptions, "setBackendAvailable" | "sendAlert">, Pick<AzureListenerOptions, "onCall"> {
  readonly clock: Clock;
  /** SQLite file, or ":memory:". */
  readonly stateFile: string;
  /** Every delivered email is also written here, as `<n>.html` and `<n>.txt`. */
  readonly outboxDirectory: string;
  /** HTTPS: Resource Manager, identity, email. 0: any free port. */
  readonly azurePort: number;
  /** Plain HTTP: the control API. 0: any free port. */
  readonly controlPort: number;
  /** PEM. */
  readonly tls: { readonly key: string; readonly cert: string };
  readonly blob: BlobAccount;
  /** Traffic of every VM from now on; null: each VM keeps its own. */
  readonly traffic: ScenarioName | null;
  /** A seed: operations take as long as in the real Azure. Null: a second at most. */
  readonly realistic: number | null;
  /** The user's key of signed notifications; absent: one of its own. */
  readonly webhookSecret?: string | undefined;
}

export interface SimulatedAzure {
  /** `https://127.0.0.1:<port>` */
  readonly azureUrl: string;
  /** `http://127.0.0.1:<port>` */
  readonly controlUrl: string;
  /** Settings that point the unmodified app here. */
  readonly settings: Readonly<Record<string, string>>;
  /** For an app that sends email with the access key. */
  readonly emailConnectionString: string;
  close(): Promise<void>;
}

/** Starts simulated Azure on 127.0.0.1 from its state file. @throws Error when a port is taken. */
export async function startSimulatedAzure(options: SimulatedAzureOptions): Promise<SimulatedAzure> {
  const database = openState(options.stateFile);
  const listeners: Listener[] = [];
  const parts = assemble(options, database);
  const close = async () => {
    for (const listener of listeners) await listener.close();
    await parts.runner.close();
    database.close();
  };
  try {
    let azureUrl = "";
    const handlers = { ...parts, ...secrets(database, options), baseUrl: () => azureUrl };
    await parts.runner.resume();
    const answer = azureServices(options, database, handlers);
    const azure = await listenAsAzure({ ...options, ...parts, port: options.azurePort, answer });
    listeners.push(azure);
    azureUrl = `https://127.0.0.1:${azure.port}`;
    const routes = controlRoutes({ ...options, ...parts, blobEndpoint: options.blob.endpoint });
    const control = await listenForControl(options.controlPort, routes, options.blob.endpoint);
    listeners.push(control);
    const controlUrl = `http://127.0.0.1:${control.port}`;
    return { azureUrl, controlUrl, ...connections(azureUrl, handlers, options.blob), close };
  } catch (error) {
    await close();
    throw error;
  }
}

type Parts = ReturnType<typeof assemble>;
type Secrets = ReturnType<typeof secrets>;

function assemble(options: SimulatedAzureOptions, database: DatabaseSync) {
  const { clock } = options;
  const vms = new Vms(database, options.traffic);
  const plans = new TrafficPlans(database);
  const scaleSets = new ScaleSets(database);
  const networks = new Networks(database);
  const store = new CaptureTable(database);
  const files = new CaptureBlobs(options.blob);
  const latencies = createLatencies(options.realistic);
  return {
    vms,
    plans,
    scaleSets,
    networks,
    store,
    files,
    latencies,
    runner: new CaptureRunner({ clock, vms, plans, networks, scaleSets, store, files, latencies }),
    outbox: new EmailOutbox(database, options.outboxDirectory),
    inbox: new NotificationInbox(database),
    app: new AppRegistration(database),
    faults: new ActiveFaults(),
    log: new RequestLog(clock),
  };
}

const secrets = (database: DatabaseSync, { webhookSecret }: SimulatedAzureOptions) => ({
  tokens: new Tokens(keptSecret(database, "token signing key")),
  identityHeader: keptSecret(database, "identity header"),
  accessKey: keptSecret(database, "email access key"),
  operationsKey: keptSecret(database, "operation url key"),
  webhookSecret: webhookSecret ?? keptSecret(database, "webhook secret"),
});

/** All services on the HTTPS port. Resource Manager answers the paths that no other service has. */
function azureServices(
  options: SimulatedAzureOptions,
  database: DatabaseSync,
  parts: Parts & Secrets & { readonly baseUrl: () => string },
): (request: HttpRequest) => HttpAnswer | Promise<HttpAnswer> {
  const { clock, blob } = options;
  const resources = resourceManager({ ...parts, clock, database, blob });
  const others = [
    ...managedIdentityRoutes(parts.tokens, parts.identityHeader),
    ...signInRoutes(parts.tokens, parts.app, parts.baseUrl),
    ...emailRoutes({ ...parts, clock }),
    ...notificationRoutes({ ...parts, clock }),
  ];
  return (request) => {
    const answer = dispatch(others, request);
    return answer === null || answer === "method" ? resources(request) : answer;
  };
}

const connections = (
  azureUrl: string,
  { identityHeader, accessKey, webhookSecret }: Secrets,
  blob: BlobAccount,
) => ({
  settings: {
    AZURE_RESOURCE_MANAGER_ENDPOINT: azureUrl,
    AZURE_AUTHORITY_HOST: azureUrl,
    IDENTITY_ENDPOINT: `${azureUrl}/msi/token`,
    IDENTITY_HEADER: identityHeader,
    EMAIL_ENDPOINT: azureUrl,
    EMAIL_SENDER: `${world.senderUser}@${world.senderDomain}`,
    CAPTURE_STORAGE_ACCOUNT_ID: storageAccountId(blob.account),
    NOTIFY_WEBHOOKS: JSON.stringify(
      (["teams", "cloudevents"] as const).map((kind) => ({ kind, url: `${azureUrl}/notifications/${kind}` })),
    ),
    NOTIFY_WEBHOOK_SECRET: webhookSecret,
  },
  emailConnectionString: `endpoint=${azureUrl}/;accesskey=${accessKey}`,
});
