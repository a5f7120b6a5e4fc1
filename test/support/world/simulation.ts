import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSimulatedAzure, type SimulatedAzure } from "../../../local/azure/simulatedAzure.ts";
import {
  createCertificate,
  trustCertificate,
  type Certificate,
} from "../../../local/environment/certificate.ts";
import { VirtualClock } from "../../../local/environment/virtualClock.ts";
import type { ScenarioName } from "../../../local/traffic/namedScenarios.ts";
import type { Truth } from "../../../local/traffic/truth/truth.ts";
import type { TokenCredential } from "@azure/core-auth";

export const subscription = "6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11";
export const group = "Prod-Web-RG";
export const watcherGroup = "NetworkWatcherRG";
export const watcher = "NetworkWatcher_westeurope";
export const vmId = (name: string): string =>
  `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.Compute/virtualMachines/${name}`;

export const account = "captureonalert";
/** That of the whole environment's account, whose storage tests of a simulation may use. */
export const accountKey = Buffer.from("simulated storage account key").toString("base64");
export const accountId = `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.Storage/storageAccounts/${account}`;

/** The moment at which every simulation begins. */
export const startOfTime = Date.UTC(2026, 10, 23, 12, 0, 0);

let certificate: Promise<Certificate> | undefined;

/** One certificate for the whole process, trusted in it. */
export function trustedCertificate(): Promise<Certificate> {
  certificate ??= createCertificate().then((made) => {
    trustCertificate(made.cert);
    return made;
  });
  return certificate;
}

/** What the control API tells of a capture. */
interface ShownCapture {
  readonly name: string;
  readonly status: string;
  readonly stopReason: string | null;
  readonly storagePath: string;
  readonly endedAt: string | null;
  readonly deletedAt: string | null;
  readonly bytes: number | null;
  readonly traffic: { readonly scenario: ScenarioName; readonly truth: Truth | null };
}

interface ShownEmail {
  readonly operationId: string;
  readonly to: string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly receivedAt: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly posts: number;
}

interface ShownRequest {
  readonly method: string;
  readonly path: string;
  readonly status: number | null;
  readonly at: string;
}

interface SimulationOptions {
  /** Nothing listens at the default. */
  readonly blobEndpoint?: string;
  /** Kept when given; otherwise in memory. */
  readonly directory?: string;
  readonly clock?: VirtualClock;
  readonly traffic?: ScenarioName;
  readonly realistic?: number;
  readonly onBackend?: (available: boolean) => void;
  readonly sendAlert?: (request: unknown) => Promise<{ status: number; body: unknown }>;
}

/** Simulated Azure on a virtual clock. */
export class Simulation {
  readonly azure: SimulatedAzure;
  readonly clock: VirtualClock;
  readonly #scratch: string;

  private constructor(azure: SimulatedAzure, clock: VirtualClock, scratch: string) {
    this.azure = azure;
    this.clock = clock;
    this.#scratch = scratch;
  }

  static async start(options: SimulationOptions = {}): Promise<Simulation> {
    const scratch = await mkdtemp(join(tmpdir(), "simulation-"));
    const clock = options.clock ?? new VirtualClock(startOfTime);
    const azure = await startSimulatedAzure({
      clock,
      stateFile: options.directory === undefined ? ":memory:" : join(options.directory, "azure.sqlite"),
      outboxDirectory: join(options.directory ?? scratch, "outbox"),
      azurePort: 0,
      controlPort: 0,
      tls: await trustedCertificate(),
      blob: { endpoint: options.blobEndpoint ?? `https://127.0.0.1:1/${account}`, account, key: accountKey },
      traffic: options.traffic ?? null,
      realistic: options.realistic ?? null,
      setBackendAvailable: options.onBackend ?? (() => undefined),
      sendAlert: options.sendAlert ?? (() => Promise.resolve({ status: 200, body: {} })),
    });
    return new Simulation(azure, clock, scratch);
  }

  get outbox(): string {
    return join(this.#scratch, "outbox");
  }

  /** A token for a resource, from the managed identity endpoint. */
  async token(resource: string): Promise<string> {
    const { IDENTITY_ENDPOINT = "", IDENTITY_HEADER = "" } = this.azure.settings;
    const url = `${IDENTITY_ENDPOINT}?api-version=2019-08-01&resource=${encodeURIComponent(resource)}`;
    const response = await fetch(url, { headers: { "x-identity-header": IDENTITY_HEADER } });
    return ((await response.json()) as { access_token: string }).access_token;
  }

  /** The SDKs' own managed identity credential keeps its tokens for the whole process; this one does not. */
  get credential(): TokenCredential {
    return {
      getToken: async (scope) => ({
        token: await this.token(String(scope).replace(/\/\.default$/, "")),
        expiresOnTimestamp: Date.now() + 3_600_000,
      }),
    };
  }

  /** Calls Resource Manager as someone without an SDK would. */
  async arm(method: string, path: string, init: { token?: string; body?: unknown } = {}): Promise<Response> {
    const token = init.token ?? (await this.token("https://management.azure.com"));
    return fetch(this.azure.azureUrl + path, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: init.body === undefined ? null : JSON.stringify(init.body),
    });
  }

  /** Calls the control API; a string is sent as it is. */
  async control(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
    const text = body === undefined || typeof body === "string" ? (body ?? null) : JSON.stringify(body);
    const response = await fetch(this.azure.controlUrl + path, { method, body: text });
    const answer = await response.text();
    const isJson = response.headers.get("content-type")?.startsWith("application/json");
    return { status: response.status, body: (isJson ? JSON.parse(answer) : answer) as unknown };
  }

  async captures(): Promise<ShownCapture[]> {
    return (await this.control("GET", "/captures")).body as ShownCapture[];
  }

  async emails(): Promise<ShownEmail[]> {
    return (await this.control("GET", "/emails")).body as ShownEmail[];
  }

  async requests(): Promise<ShownRequest[]> {
    return (await this.control("GET", "/requests")).body as ShownRequest[];
  }

  async close(): Promise<void> {
    await this.azure.close();
    await rm(this.#scratch, { recursive: true });
  }
}
