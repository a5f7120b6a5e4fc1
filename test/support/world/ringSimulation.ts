import assert from "node:assert/strict";
import { BlobServiceClient, StorageSharedKeyCredential, type ContainerClient } from "@azure/storage-blob";
import { networkClient } from "./clients.ts";
import { sharedStorage } from "./sharedStorage.ts";
import { account, accountId, accountKey, Simulation, vmId, watcher, watcherGroup } from "./simulation.ts";
import type { VirtualClock } from "../../../local/environment/virtualClock.ts";
import type { PacketCapture } from "@azure/arm-network";

/** What the control API tells of a ring. */
interface ShownRing {
  readonly name: string;
  readonly status: string;
  readonly stopReason: string | null;
  readonly errors: readonly string[];
  readonly storagePath: string;
  readonly continuous: boolean;
  readonly bytes: number | null;
  readonly files: readonly {
    readonly name: string;
    readonly url: string;
    readonly bytes: number;
    readonly packets: number;
    readonly firstPacketAt: string;
    readonly lastPacketAt: string;
  }[];
}

/** What it tells of a capture and the rings before it. */
interface ShownTraffic {
  readonly before: {
    readonly rings: readonly string[];
    readonly packets: number;
    readonly bytes: number;
    readonly firstPacketAt: string | null;
    readonly lastPacketAt: string | null;
    readonly overlapPackets: number;
    readonly gapSeconds: number | null;
  };
  readonly truth: {
    readonly packets: number;
    readonly bytes: number;
    readonly trouble: { readonly kind: string } | null;
  };
}

/** Packets of about four seconds fill a file. */
export const smallRing = { fileCount: 3, fileSizeInBytes: 40_000, sessionTimeLimitInSeconds: 3_600 };

const log = "network-watcher-logs";

/** A simulation with storage, and what tests of rings ask of it. */
export class RingSimulation {
  readonly simulation: Simulation;
  readonly endpoint: string;

  private constructor(simulation: Simulation, endpoint: string) {
    this.simulation = simulation;
    this.endpoint = endpoint;
  }

  static async start(
    options: { readonly directory?: string; readonly clock?: VirtualClock } = {},
  ): Promise<RingSimulation> {
    const { endpoint } = (await sharedStorage()).blob;
    const simulation = await Simulation.start({ blobEndpoint: endpoint, ...options });
    const started = new RingSimulation(simulation, endpoint);
    await started.container.createIfNotExists();
    return started;
  }

  get container(): ContainerClient {
    const credential = new StorageSharedKeyCredential(account, accountKey);
    return new BlobServiceClient(this.endpoint, credential).getContainerClient(log);
  }

  get sessions() {
    return networkClient(this.simulation).packetCaptures;
  }

  vms(...list: readonly object[]) {
    return this.simulation.control("PUT", "/vms", list);
  }

  advance(milliseconds: number): Promise<void> {
    return this.simulation.clock.advance(milliseconds);
  }

  /** Starts a session that writes to storage. */
  async create(name: string, vm: string, order: Omit<PacketCapture, "target" | "storageLocation">) {
    const common = { target: vmId(vm), storageLocation: { storageId: accountId } };
    await this.sessions.create(watcherGroup, watcher, name, { ...common, ...order }).submitted();
  }

  ring(name: string, vm: string, captureSettings = smallRing, more: Partial<PacketCapture> = {}) {
    const order = { continuousCapture: true, captureSettings, bytesToCapturePerPacket: 128, ...more };
    return this.create(name, vm, order);
  }

  async stop(name: string): Promise<void> {
    await this.sessions.stop(watcherGroup, watcher, name).submitted();
    await this.advance(1_000);
  }

  async shown(name: string): Promise<ShownRing> {
    const all = (await this.simulation.captures()) as unknown as readonly ShownRing[];
    return all.find((one) => one.name === name) ?? assert.fail(`there is no ${name}`);
  }

  /** A ring after storage has been brought up to date with it. */
  async brought(name: string): Promise<ShownRing> {
    return (await this.simulation.control("GET", `/captures/${name}/files`)).body as ShownRing;
  }

  async traffic(name: string, query = ""): Promise<ShownTraffic> {
    const { status, body } = await this.simulation.control("GET", `/captures/${name}/traffic${query}`);
    assert.equal(status, 200, JSON.stringify(body));
    return body as ShownTraffic;
  }

  read(url: string): Promise<Buffer> {
    const path = decodeURI(url).slice(`${this.endpoint}/${log}/`.length);
    return this.container.getBlobClient(path).downloadToBuffer();
  }

  /** The files that storage has of a VM, whoever wrote them. */
  async inStorage(vm: string): Promise<readonly string[]> {
    const found: string[] = [];
    for await (const { name } of this.container.listBlobsFlat({ prefix: folderOf(vm) }))
      found.push(name.slice(name.lastIndexOf("/") + 1));
    return found;
  }

  /** Storage loses every file of a VM. */
  async lose(vm: string): Promise<void> {
    for await (const { name } of this.container.listBlobsFlat({ prefix: folderOf(vm) }))
      await this.container.deleteBlob(name);
  }
}

const folderOf = (vm: string): string => `${vmId(vm).slice(1).toLowerCase()}/`;
