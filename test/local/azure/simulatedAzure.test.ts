import assert from "node:assert/strict";
import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { BlobServiceClient, StorageSharedKeyCredential } from "@azure/storage-blob";
import { startBlobStorage, type BlobStorage } from "../../../local/environment/blobStorage.ts";
import { VirtualClock } from "../../../local/environment/virtualClock.ts";
import { readPcap } from "../../support/packets/readPcap.ts";
import { networkClient } from "../../support/world/clients.ts";
import {
  account,
  accountId,
  accountKey,
  Simulation,
  startOfTime,
  subscription,
  trustedCertificate,
  vmId,
  watcher,
  watcherGroup,
} from "../../support/world/simulation.ts";

describe("simulated Azure restarted on the same state", () => {
  let storage: BlobStorage;
  let directory: string;
  let simulation: Simulation;
  before(async () => {
    const tls = await trustedCertificate();
    storage = await startBlobStorage({ directory: null, port: 0, tls, account, key: accountKey });
  });
  after(() => storage.close());
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), "restart-test-"));
    simulation = await Simulation.start({ directory, blobEndpoint: storage.endpoint });
  });
  afterEach(async () => {
    await simulation.close();
    await rm(directory, { recursive: true });
  });

  const captures = () => networkClient(simulation).packetCaptures;
  const start = async (name: string) => {
    const storageLocation = { storageId: accountId };
    const request = {
      target: vmId("WEB01"),
      storageLocation,
      timeLimitInSeconds: 60,
      bytesToCapturePerPacket: 128,
    };
    await captures().create(watcherGroup, watcher, name, request).submitted();
  };
  const shown = () => simulation.captures();
  /** Restarts on the files as kill -9 would leave them now, `later` milliseconds later. */
  const restart = async (later: number, blobEndpoint = storage.endpoint) => {
    const clock = new VirtualClock(simulation.clock.now() + later);
    const left = directory;
    directory = await mkdtemp(join(tmpdir(), "restart-test-"));
    await cp(left, directory, { recursive: true });
    await simulation.close();
    await rm(left, { recursive: true });
    simulation = await Simulation.start({ directory, blobEndpoint, clock });
  };
  const container = () =>
    new BlobServiceClient(storage.endpoint, new StorageSharedKeyCredential(account, accountKey));
  const blob = (url: string | undefined) => {
    const [name = "", ...path] = (url ?? "").slice(storage.endpoint.length + 1).split("/");
    return container().getContainerClient(name).getBlobClient(path.join("/"));
  };

  it("continues a capture to its original end", async () => {
    await start("a");
    await simulation.clock.advance(20_000);
    await restart(10_000);
    assert.equal((await shown())[0]?.status, "Running");
    await simulation.clock.advance(30_000);
    const [ended] = await shown();
    assert.deepEqual([ended?.status, ended?.stopReason], ["Stopped", "TimeExceeded"]);
    assert.equal(ended?.endedAt, new Date(startOfTime + 60_000).toISOString());
    assert.ok(readPcap(await blob(ended.storagePath).downloadToBuffer()).length > 0);
  });

  it("ends a capture whose end passed meanwhile", async () => {
    await start("a");
    await restart(3_600_000);
    await simulation.clock.advance(0);
    const [ended] = await shown();
    assert.equal(ended?.status, "Stopped");
    assert.equal(ended.endedAt, new Date(startOfTime + 60_000).toISOString());
  });

  it("continues to stop and delete captures", async () => {
    await start("stopped");
    await start("deleted");
    await captures().stop(watcherGroup, watcher, "stopped").submitted();
    await captures().delete(watcherGroup, watcher, "deleted").submitted();
    await restart(0);
    await simulation.clock.advance(1_000);
    const [stopped, deleted] = await shown();
    assert.equal(stopped?.stopReason, "Manual");
    assert.equal(stopped.deletedAt, null);
    assert.notEqual(deleted?.deletedAt, null);
  });

  it("reports a long-running operation that began before", async () => {
    const body = { properties: { target: vmId("WEB01"), storageLocation: { storageId: accountId } } };
    const id = `/subscriptions/${subscription}/resourceGroups/${watcherGroup}/providers/Microsoft.Network/networkWatchers/${watcher}/packetCaptures/a`;
    const created = await simulation.arm("PUT", `${id}?api-version=2026-01-01`, { body });
    const operation = new URL(created.headers.get("azure-asyncoperation") ?? "");
    await restart(1_000);
    const answer = await simulation.arm("GET", operation.pathname + operation.search);
    assert.deepEqual(await answer.json(), { status: "Succeeded" });
  });

  it("restores the same file when storage has lost it", async () => {
    await start("a");
    await simulation.clock.advance(60_000);
    const url = (await shown())[0]?.storagePath;
    const first = await blob(url).downloadToBuffer();
    await blob(url).delete();
    await restart(0);
    assert.ok((await blob(url).downloadToBuffer()).equals(first));
  });

  it("builds the file of an earlier capture from the traffic at its start", async () => {
    await simulation.control("PUT", "/vms", [{ id: vmId("WEB01"), traffic: "dns-storm" }]);
    await start("a");
    await simulation.control("PUT", "/vms", [{ id: vmId("WEB01"), traffic: "ordinary" }]);
    await restart(0);
    await simulation.clock.advance(60_000);
    const [ended] = await shown();
    assert.equal(ended?.traffic.scenario, "dns-storm");
    const packets = readPcap(await blob(ended.storagePath).downloadToBuffer());
    assert.equal(packets.length, ended.traffic.truth?.packets);
    await blob(ended.storagePath).delete();
    await restart(0);
    assert.deepEqual((await shown())[0]?.traffic, ended.traffic);
    assert.equal(readPcap(await blob(ended.storagePath).downloadToBuffer()).length, packets.length);
  });

  it("loads VMs and captures of an earlier version, which had no traffic", async () => {
    await start("a");
    await simulation.clock.advance(60_000);
    const database = new DatabaseSync(join(directory, "azure.sqlite"));
    for (const table of ["vm", "capture"])
      database.exec(`UPDATE ${table} SET document = json_remove(document, '$.traffic', '$.truth')`);
    database.close();
    await restart(0);
    const vms = (await simulation.control("GET", "/vms")).body as { traffic: string }[];
    assert.deepEqual(
      vms.map(({ traffic }) => traffic),
      ["exfiltration", "exfiltration"],
    );
    assert.deepEqual((await shown())[0]?.traffic, { scenario: "exfiltration", truth: null });
    await start("b");
    await simulation.clock.advance(60_000);
    assert.equal((await shown())[1]?.traffic.truth?.topPeer.outbound?.name, "files.example.net");
  });

  it("gives every VM the traffic chosen at the start", async () => {
    const traffic = async () =>
      ((await simulation.control("GET", "/vms")).body as { traffic: string }[]).map((vm) => vm.traffic);
    await simulation.close();
    simulation = await Simulation.start({ directory, traffic: "port-scan" });
    assert.deepEqual(await traffic(), ["port-scan", "port-scan"]);
    await restart(0);
    assert.deepEqual(await traffic(), ["port-scan", "port-scan"]);
  });

  it("ends a capture for the reason Error when its file cannot be stored", async () => {
    await restart(0, `https://127.0.0.1:1/${account}`);
    await start("a");
    await simulation.clock.advance(60_000);
    const status = await captures().getStatus(watcherGroup, watcher, "a");
    assert.deepEqual([status.packetCaptureStatus, status.stopReason], ["Stopped", "Error"]);
    assert.deepEqual(status.packetCaptureError, ["StorageFailed"]);
  });

  it("keeps its VMs, emails and secrets", async () => {
    const token = await simulation.token("https://communication.azure.com/");
    await simulation.control("PUT", "/vms", []);
    const { settings } = simulation.azure;
    const send = async () =>
      fetch(`${simulation.azure.azureUrl}/emails:send?api-version=1`, {
        method: "POST",
        headers: {
          authorization: `Bearer ${token}`,
          "operation-id": "11111111-1111-4111-8111-111111111111",
        },
        body: JSON.stringify({
          senderAddress: settings.EMAIL_SENDER,
          content: { subject: "a", plainText: "b" },
          recipients: { to: [{ address: "ops@example.com" }] },
        }),
      });
    await send();
    const files = await readdir(join(directory, "outbox"));
    await rm(join(directory, "outbox"), { recursive: true });
    await restart(0);
    assert.equal((await send()).status, 202);
    assert.deepEqual((await simulation.control("GET", "/vms")).body, []);
    const emails = await simulation.emails();
    assert.deepEqual(
      emails.map(({ posts }) => posts),
      [2],
    );
    assert.deepEqual(await readdir(join(directory, "outbox")), files);
    assert.equal(simulation.azure.settings.IDENTITY_HEADER, settings.IDENTITY_HEADER);
  });
});
