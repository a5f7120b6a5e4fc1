import assert from "node:assert/strict";
import { afterEach, before, beforeEach, describe, it } from "node:test";
import { BlobServiceClient } from "@azure/storage-blob";
import { readPcap } from "../../../../support/packets/readPcap.ts";
import { networkClient } from "../../../../support/world/clients.ts";
import { sharedStorage } from "../../../../support/world/sharedStorage.ts";
import {
  accountId,
  Simulation,
  startOfTime,
  subscription,
  vmId,
  watcher,
  watcherGroup,
} from "../../../../support/world/simulation.ts";
import type { BlobStorage } from "../../../../../local/environment/blobStorage.ts";
import type { NetworkManagementClient, PacketCapture } from "@azure/arm-network";

const fast = { updateIntervalInMs: 5 };
const request = (changes: Partial<PacketCapture> = {}): PacketCapture => ({
  target: vmId("WEB01"),
  storageLocation: { storageId: accountId },
  timeLimitInSeconds: 60,
  ...changes,
});
const collection = `/subscriptions/${subscription}/resourceGroups/${watcherGroup}/providers/Microsoft.Network/networkWatchers/${watcher}/packetCaptures`;

describe("a packet capture", () => {
  let storage: BlobStorage;
  let simulation: Simulation;
  let captures: NetworkManagementClient["packetCaptures"];
  before(async () => {
    storage = (await sharedStorage()).blob;
  });
  beforeEach(async () => {
    simulation = await Simulation.start({ blobEndpoint: storage.endpoint });
    captures = networkClient(simulation).packetCaptures;
  });
  afterEach(() => simulation.close());

  const start = async (name: string, changes: Partial<PacketCapture> = {}): Promise<void> => {
    await captures.create(watcherGroup, watcher, name, request(changes), fast).submitted();
  };
  const status = async (name: string) => captures.getStatus(watcherGroup, watcher, name, fast);
  const fileUrl = async (name: string) =>
    (await captures.get(watcherGroup, watcher, name)).storageLocation?.storagePath;
  const download = async (url: string | undefined): Promise<Buffer> => {
    const [, container = "", ...path] = (url ?? "").slice(storage.endpoint.length).split("/");
    const service = new BlobServiceClient(storage.endpoint, {
      getToken: (scope) => simulation.credential.getToken(scope),
    });
    return service.getContainerClient(container).getBlobClient(path.join("/")).downloadToBuffer();
  };

  it("is created by a long-running operation, with the service's defaults and a path for its file", async () => {
    const bare = { target: vmId("web01").toLowerCase(), storageLocation: { storageId: accountId } };
    const poller = captures.create(watcherGroup, watcher, "first", bare, fast);
    await poller.submitted();
    assert.equal((await captures.get(watcherGroup, watcher, "FIRST")).provisioningState, "Updating");
    await simulation.clock.advance(1_000);
    const created = await poller;
    assert.equal(created.provisioningState, "Succeeded");
    assert.equal(created.id, `${collection}/first`);
    assert.equal(created.target, bare.target);
    assert.equal(created.bytesToCapturePerPacket, 0);
    assert.equal(created.totalBytesPerSession, 1_073_741_824);
    assert.equal(created.timeLimitInSeconds, 18_000);
    assert.deepEqual(created.filters, []);
    assert.equal(
      created.storageLocation?.storagePath,
      `${storage.endpoint}/network-watcher-logs${vmId("web01").toLowerCase()}/2026/11/23/packetcapture_12_00_00_000.cap`,
    );
  });

  it("is created with 201 and an operation to poll; nobody is pointed to a result", async () => {
    const body = { properties: request() };
    const answer = await simulation.arm("PUT", `${collection}/raw?api-version=2026-01-01`, { body });
    assert.equal(answer.status, 201);
    const operation = answer.headers.get("azure-asyncoperation") ?? "";
    assert.ok(operation.startsWith(`${simulation.azure.azureUrl}/subscriptions/${subscription}/providers/`));
    assert.equal(answer.headers.get("location"), null);
    const path = operation.slice(simulation.azure.azureUrl.length);
    assert.deepEqual(await (await simulation.arm("GET", path)).json(), { status: "InProgress" });
    await simulation.clock.advance(1_000);
    assert.deepEqual(await (await simulation.arm("GET", path)).json(), { status: "Succeeded" });
  });

  it("runs for its time limit; then a valid file of that time is in storage", async () => {
    await start("timed");
    await simulation.clock.advance(59_999);
    assert.equal((await status("timed")).packetCaptureStatus, "Running");
    await simulation.clock.advance(1);
    const ended = await status("timed");
    assert.equal(ended.packetCaptureStatus, "Stopped");
    assert.equal(ended.stopReason, "TimeExceeded");
    assert.deepEqual(ended.packetCaptureError, []);
    assert.equal(ended.captureStartTime?.getTime(), startOfTime);
    const url = await fileUrl("timed");
    const file = readPcap(await download(url));
    assert.ok(file.length > 100);
    assert.ok(file.every(({ at }) => at >= startOfTime && at <= startOfTime + 60_000));
  });

  it("stops early on request, with the file up to then", async () => {
    await start("manual", { timeLimitInSeconds: 18_000 });
    await simulation.clock.advance(30_000);
    const poller = captures.stop(watcherGroup, watcher, "manual", fast);
    await poller.submitted();
    assert.equal((await status("manual")).packetCaptureStatus, "Running");
    await simulation.clock.advance(1_000);
    await poller;
    const ended = await status("manual");
    assert.deepEqual([ended.packetCaptureStatus, ended.stopReason], ["Stopped", "Manual"]);
    const url = await fileUrl("manual");
    const file = readPcap(await download(url));
    assert.ok(file.every(({ at }) => at <= startOfTime + 31_000));
    await captures.stop(watcherGroup, watcher, "manual", fast);
    assert.equal((await status("manual")).stopReason, "Manual");
  });

  it("stops at its byte limit, for which the service gives no reason", async () => {
    await start("bytes", { totalBytesPerSession: 100_000 });
    await simulation.clock.runUntil(async () => (await status("bytes")).packetCaptureStatus === "Stopped");
    assert.ok(simulation.clock.now() < startOfTime + 60_000);
    assert.equal((await status("bytes")).stopReason, undefined);
    const url = await fileUrl("bytes");
    const bytes = await download(url);
    assert.ok(bytes.length <= 100_000 && bytes.length > 90_000, String(bytes.length));
    assert.ok(readPcap(bytes).every(({ at }) => at <= simulation.clock.now() + 1));
  });

  it("keeps only packets that match a filter, truncated", async () => {
    const filters = [{ protocol: "UDP" as const, remotePort: "53" }];
    await start("dns", { filters, bytesToCapturePerPacket: 60 });
    await simulation.clock.advance(60_000);
    const url = await fileUrl("dns");
    const packets = readPcap(await download(url));
    assert.ok(packets.length > 0);
    for (const { frame, length } of packets) {
      const ports = [frame.readUInt16BE(34), frame.readUInt16BE(36)];
      assert.equal(frame[23], 17);
      assert.ok(ports.includes(53), String(ports));
      assert.equal(frame.length, Math.min(length, 60));
    }
  });

  it("ends for the reason Error, with the agent's code, when its VM is stopped or removed", async () => {
    await start("stopped");
    await start("removed", { target: vmId("WEB02") });
    await simulation.clock.advance(10_000);
    await simulation.control("PUT", "/vms", [{ id: vmId("WEB01"), powerState: "VM deallocated" }]);
    await simulation.clock.settle();
    await simulation.clock.advance(0);
    for (const name of ["stopped", "removed"]) {
      const ended = await status(name);
      assert.deepEqual([ended.packetCaptureStatus, ended.stopReason], ["Stopped", "Error"]);
      assert.deepEqual(ended.packetCaptureError, ["AgentStopped"]);
    }
  });

  it("keeps its file on the VM when only a file path is given", async () => {
    const storageLocation = { filePath: "C:\\Captures\\a.cap" };
    await start("guest", { storageLocation });
    await simulation.clock.advance(60_000);
    assert.equal((await status("guest")).packetCaptureStatus, "Stopped");
    const got = await captures.get(watcherGroup, watcher, "guest");
    assert.equal(got.storageLocation?.filePath, storageLocation.filePath);
    assert.equal(got.storageLocation.storagePath, "");
  });

  it("has a file of its own even among captures of one VM begun in the same millisecond", async () => {
    await start("one");
    await start("two");
    const paths = (await Array.fromAsync(captures.list(watcherGroup, watcher))).map(
      ({ storageLocation }) => storageLocation?.storagePath,
    );
    assert.equal(new Set(paths).size, 2);
  });

  it("is deleted by a long-running operation; its file stays and its name can be used again", async () => {
    await start("gone");
    await simulation.clock.advance(60_000);
    const url = await fileUrl("gone");
    const poller = captures.delete(watcherGroup, watcher, "gone", fast);
    await poller.submitted();
    assert.equal((await captures.get(watcherGroup, watcher, "gone")).provisioningState, "Deleting");
    await simulation.clock.advance(500);
    await poller;
    await assert.rejects(captures.get(watcherGroup, watcher, "gone"), { code: "NotFound" });
    assert.ok((await download(url)).length > 24);
    await start("gone");
    const answer = await simulation.arm("DELETE", `${collection}/never?api-version=2026-01-01`);
    assert.equal(answer.status, 204);
  });

  it("ends and leaves its file when it is deleted while running", async () => {
    await start("cut");
    await simulation.clock.advance(5_000);
    const url = await fileUrl("cut");
    const poller = captures.delete(watcherGroup, watcher, "cut", fast);
    await poller.submitted();
    await simulation.clock.advance(500);
    await poller;
    assert.ok(readPcap(await download(url)).length > 0);
    const [shown] = await simulation.captures();
    assert.equal(shown?.stopReason, "Manual");
    assert.equal(shown.deletedAt, new Date(startOfTime + 5_500).toISOString());
  });
});
