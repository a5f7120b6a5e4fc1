import assert from "node:assert/strict";
import { createHash, randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  startEnvironment,
  type Environment,
  type RunningStorage,
} from "../../../local/environment/environment.ts";
import { freePorts } from "../../../local/environment/ports.ts";
import { VirtualClock } from "../../../local/environment/virtualClock.ts";
import { vmId } from "./payloads.ts";
import { requestPacketCapture } from "./requestPacketCapture.ts";
import { sharedStorage } from "./sharedStorage.ts";
import type { ReceivedNotification } from "../../../local/azure/notifications/notificationInbox.ts";
import type { LogEntry } from "../../../local/host/log.ts";
import type { AlertOutcome } from "../../../src/captures/outcome/alertOutcome.ts";
import type { CaptureOutcome } from "../../../src/captures/outcome/captureOutcome.ts";
import type { Phase } from "../../../src/captures/progress/phase.ts";
import type { AlertRequest } from "../../../src/durable/requests/alertRequest.ts";
import type { SimulatedCapture, SimulatedEmail, SimulatedRequest } from "./simulated.ts";
import type { PacketCapture } from "@azure/arm-network";

export { common, group, legacy, sample, vmId } from "./payloads.ts";

const root = new URL("../../../", import.meta.url).pathname;

/** The default virtual machine of the simulated world, to be varied. */
export const vm = (name: string, facts: Record<string, unknown> = {}) => ({
  id: vmId(name),
  location: "westeurope",
  osType: "Linux",
  powerState: "running",
  agent: true,
  ...facts,
});

interface Accepted {
  readonly id: string;
  readonly outcome: string;
  readonly statusQueryGetUri: string;
  readonly sendEventPostUri: string;
}
export interface Status {
  readonly runtimeStatus: string;
  readonly customStatus: Phase | null;
  readonly output: AlertOutcome | null;
}

/**
 * The lanes of a test run share one blob storage, and the path of a file there is made of the VM and the
 * moment. So each lane has hours of its own, not days, behind the real clock that stamps an alert's arrival.
 */
const startOfWorld = (): number => Date.now() - (Number(process.env.TEST_SLOT ?? 0) + 1) * 12 * 3_600_000;

/** The worlds of a run share one blob storage, in which each app has a folder of its own by its name. */
const siteOf = (stateDirectory: string | null): string =>
  `world-${stateDirectory === null ? randomUUID() : createHash("sha256").update(stateDirectory).digest("hex")}`;

/** For a world whose captures are looked into. */
export const analyzed = { CAPTURE_ANALYZE_MAX_BYTES: "1073741824" };

/** Any other has little of them to make and to store, and starts no process to analyze them. */
const light = {
  CAPTURE_TIME_LIMIT_SECONDS: "2",
  CAPTURE_BYTES_PER_PACKET: "128",
  CAPTURE_ANALYZE_MAX_BYTES: "0",
};

/** What a world may have of its own. */
export interface WorldOptions {
  readonly startAt?: number;
  readonly log?: (entry: LogEntry) => void;
  readonly appDirectory?: string;
  /** Null: nothing survives. */
  readonly stateDirectory?: string | null;
  readonly storage?: RunningStorage;
  /** Seed of deliveries as in Azure; null or absent: exact. */
  readonly realistic?: number | null;
  readonly enableAuth?: boolean;
  /** Whether links to capture files lead through the control API, for a browser. */
  readonly clearDownloads?: boolean;
  /** Whether the simulated endpoints are told beside the email. */
  readonly notifies?: boolean;
  /** Present where a test starts another host on the same state. */
  readonly sharedHub?: { readonly leaseMs: number };
}

/** The whole environment on virtual time, with what a test asks of it. */
export class World {
  readonly clock: VirtualClock;
  readonly environment: Environment;
  readonly #directory: string;

  private constructor(environment: Environment, clock: VirtualClock, directory: string) {
    this.environment = environment;
    this.clock = clock;
    this.#directory = directory;
  }

  static async start(settings: Record<string, string> = {}, options: WorldOptions = {}): Promise<World> {
    const {
      startAt = startOfWorld(),
      log = () => undefined,
      appDirectory = root,
      stateDirectory = null,
      realistic = null,
    } = options;
    const clock = new VirtualClock(startAt);
    const directory = await mkdtemp(join(tmpdir(), "capture-on-alert-test-"));
    const environment = await startEnvironment({
      clock,
      stateDirectory,
      realistic,
      enableAuth: options.enableAuth ?? false,
      clearDownloads: options.clearDownloads ?? false,
      ...(options.sharedHub !== undefined && { sharedHub: options.sharedHub }),
      outboxDirectory: join(directory, "outbox"),
      ports: freePorts,
      appDirectory,
      settings: {
        ...light,
        ...(options.notifies !== true && { NOTIFY_WEBHOOKS: "" }),
        WEBSITE_SITE_NAME: siteOf(stateDirectory),
        ...settings,
      },
      log,
      storage: options.storage ?? (await sharedStorage()),
    });
    return new World(environment, clock, directory);
  }

  async close(): Promise<void> {
    await this.environment.close();
    await rm(this.#directory, { recursive: true, force: true });
  }

  /** Calls the control API. */
  async control<T = unknown>(method: string, path: string, body?: unknown): Promise<T> {
    const init =
      body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } };
    const response = await fetch(`${this.environment.controlUrl}${path}`, { method, ...init });
    assert.ok(response.ok, `${method} ${path} answers ${response.status}`);
    const text = await response.text();
    return (text === "" ? undefined : JSON.parse(text)) as T;
  }

  captures = (): Promise<SimulatedCapture[]> => this.control("GET", "/captures");
  emails = (): Promise<SimulatedEmail[]> => this.control("GET", "/emails");
  notifications = (): Promise<ReceivedNotification[]> => this.control("GET", "/notifications");
  requests = (): Promise<SimulatedRequest[]> => this.control("GET", "/requests");

  /** Calls the app; its status and JSON. */
  async app(method: string, path: string): Promise<{ status: number; body: unknown }> {
    const response = await fetch(`${this.environment.url}/api${path}`, { method });
    return { status: response.status, body: await response.json() };
  }

  post(body: unknown): Promise<Response> {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const headers = { "Content-Type": "application/json; charset=utf-8" };
    return fetch(`${this.environment.url}/api/alerts`, { method: "POST", body: text, headers });
  }

  async fire(payload: unknown): Promise<Accepted> {
    const response = await this.post(payload);
    assert.equal(response.status, 202, await response.clone().text());
    return (await response.json()) as Accepted;
  }

  /** Starts an orchestration as whoever holds a management URL can, past the webhook and its checks. */
  async startByHand(vmId: string, changes: Record<string, unknown> = {}): Promise<Accepted> {
    const input: AlertRequest = {
      occurrence: randomUUID().replaceAll("-", ""),
      alert: null,
      requestedBy: "whoever holds the URL",
      overrides: [],
      vmIds: [vmId],
      limits: { timeLimitSeconds: 18_000, maxBytes: 4_294_967_295, bytesPerPacket: 0, filters: [] },
    };
    const uri = `${this.environment.url}/runtime/webhooks/durabletask/orchestrators/captureOnAlert`;
    const headers = { "Content-Type": "application/json" };
    const body = JSON.stringify({ ...input, ...changes });
    return (await (await fetch(uri, { method: "POST", headers, body })).json()) as Accepted;
  }

  /** Makes a packet capture that is none of the app's, as somebody with access to the subscription would. */
  async createForeign(name: string, vmName: string): Promise<void> {
    const storageLocation = { storageId: this.environment.azure.settings.CAPTURE_STORAGE_ACCOUNT_ID };
    const body = JSON.stringify({ properties: { target: vmId(vmName), storageLocation } });
    assert.equal((await requestPacketCapture(this.environment, "PUT", name, body)).status, 201);
  }

  /** Deletes any packet capture, as somebody with access to the subscription would. */
  async deleteCapture(name: string): Promise<void> {
    assert.equal((await requestPacketCapture(this.environment, "DELETE", name)).status, 202);
  }

  /** A packet capture as Resource Manager has it. */
  async session(name: string): Promise<PacketCapture> {
    return (
      (await (await requestPacketCapture(this.environment, "GET", name)).json()) as {
        properties: PacketCapture;
      }
    ).properties;
  }

  async status({ statusQueryGetUri }: Accepted): Promise<Status> {
    return (await (await fetch(statusQueryGetUri)).json()) as Status;
  }

  /** Moves time on until the instance is in the phase. */
  async reach(instance: Accepted, phase: Phase["phase"]): Promise<void> {
    await this.clock.runUntil(async () => (await this.status(instance)).customStatus?.phase === phase);
  }

  /** Moves time on to the instance's end; its output. */
  async outcome(instance: Accepted): Promise<AlertOutcome> {
    await this.clock.runUntil(
      async () => !["Pending", "Running"].includes((await this.status(instance)).runtimeStatus),
    );
    const { runtimeStatus, output } = await this.status(instance);
    assert.equal(runtimeStatus, "Completed", JSON.stringify(output));
    assert.ok(output !== null);
    return output;
  }

  /** Fires, and moves time on to the end; the outcome of the one VM, the emails that this alert sent. */
  async run(
    payload: unknown,
  ): Promise<{ outcome: AlertOutcome; capture: CaptureOutcome; emails: SimulatedEmail[] }> {
    const before = (await this.emails()).length;
    const outcome = await this.outcome(await this.fire(payload));
    const [capture] = outcome.captures;
    assert.ok(capture !== undefined);
    return { outcome, capture, emails: (await this.emails()).slice(before) };
  }
}
