import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { type Capture } from "../../../../../local/azure/arm/packetCaptures/capture.ts";
import { CaptureTable } from "../../../../../local/azure/arm/packetCaptures/session/captureTable.ts";
import { openState } from "../../../../../local/azure/openState.ts";
import {
  accountId,
  Simulation,
  startOfTime,
  subscription,
  vmId,
  watcher,
  watcherGroup,
} from "../../../../support/world/simulation.ts";

const collection = `/subscriptions/${subscription}/resourceGroups/${watcherGroup}/providers/Microsoft.Network/networkWatchers/${watcher}/packetCaptures`;
const valid = { target: vmId("WEB02"), storageLocation: { storageId: accountId } };
const world = [
  { id: vmId("WEB02") },
  { id: vmId("OFF"), powerState: "PowerState/deallocated" },
  { id: vmId("BARE"), agent: false },
  { id: vmId("FAR"), location: "East US" },
];

async function put(simulation: Simulation, name: string, properties: unknown) {
  const path = `${collection}/${name}?api-version=2026-01-01`;
  const response = await simulation.arm("PUT", path, { body: { properties } });
  const body = (await response.json()) as { error?: { code: string; message: string } };
  return { status: response.status, ...body.error };
}

describe("a packet capture is refused", () => {
  let simulation: Simulation;
  before(async () => {
    simulation = await Simulation.start();
    await simulation.control("PUT", "/vms", world);
  });
  after(() => simulation.close());

  for (const [why, properties, message] of [
    ["without a target", { target: undefined }, /target/],
    ["for a target that is not a VM", { target: accountId }, /target/],
    ["for a VM that does not exist", { target: vmId("NONE") }, /not found/],
    ["for a stopped VM", { target: vmId("OFF") }, /deallocated/],
    ["for a VM without the agent", { target: vmId("BARE") }, /agent/],
    ["for a VM in another region", { target: vmId("FAR") }, /eastus/],
    ["for a scale set that does not exist", { targetType: "AzureVMSS" }, /scale set that exists/],
    ["for an unknown type of target", { targetType: "AzureArc" }, /targetType/],
    ["with a scope that is not lists of texts", { scope: { include: [1] } }, /include/],
    ["with a time limit that is too long", { timeLimitInSeconds: 18_001 }, /timeLimitInSeconds/],
    ["with a negative limit", { totalBytesPerSession: -1 }, /totalBytesPerSession/],
    ["with a limit that is not a number", { bytesToCapturePerPacket: "10" }, /bytesToCapturePerPacket/],
    ["without a storage location", { storageLocation: undefined }, /storageLocation/],
    ["with an empty storage location", { storageLocation: {} }, /storageId or a filePath/],
    ["with another storage account", { storageLocation: { storageId: `${accountId}2` } }, /captureonalert2/],
    [
      "with a path outside the account",
      { storageLocation: { storageId: accountId, storagePath: "https://a.example/b/c.cap" } },
      /storagePath/,
    ],
    ["with a Windows path on Linux", { storageLocation: { filePath: "C:\\a.cap" } }, /\/var\/captures/],
    ["with a file that is not a .cap", { storageLocation: { filePath: "/var/captures/a.pcap" } }, /\.cap/],
    ["with an unknown protocol", { filters: [{ protocol: "SCTP" }] }, /protocol/],
    ["with several port ranges", { filters: [{ localPort: "1-2;3-4" }] }, /localPort/],
    ["with a port above 65535", { filters: [{ localPort: "65536" }] }, /localPort/],
    ["with a port range out of order", { filters: [{ remotePort: "90-80" }] }, /remotePort/],
    ["with a range and a list", { filters: [{ remotePort: "1-2;5" }] }, /remotePort/],
    ["with only a semicolon", { filters: [{ remotePort: ";" }] }, /remotePort/],
    [
      "with a range of addresses whose end has three parts",
      { filters: [{ remoteIPAddress: "10.0.0.1-10.0.1" }] },
      /remoteIPAddress/,
    ],
    ["with an address that is none", { filters: [{ localIPAddress: "10.0.0.256" }] }, /localIPAddress/],
    ["with address families mixed", { filters: [{ localIPAddress: "10.0.0.1-::1" }] }, /localIPAddress/],
    [
      "with continuous capture and a filePath",
      { continuousCapture: false, storageLocation: { filePath: "/var/captures/a.cap" } },
      /localPath/,
    ],
    ["with continuous capture that is not a boolean", { continuousCapture: "yes" }, /continuousCapture/],
    [
      "with a ring of too many files",
      { continuousCapture: true, captureSettings: { fileCount: 10_001 } },
      /fileCount/,
    ],
  ] as const)
    it(why, async () => {
      const answer = await put(simulation, "a", { ...valid, ...properties });
      assert.equal(answer.status, 400);
      assert.match(answer.message ?? "", message);
    });

  it("with an invalid name", async () => {
    assert.equal((await put(simulation, "a%20b", valid)).code, "InvalidResourceName");
    assert.equal((await put(simulation, "x".repeat(81), valid)).status, 400);
  });

  it("under a name in use, in any casing", async () => {
    assert.equal((await put(simulation, "taken", valid)).status, 201);
    const again = await put(simulation, "TAKEN", { ...valid, target: vmId("OFF") });
    assert.deepEqual([again.status, again.code], [409, "Conflict"]);
  });

  it("when the body is not JSON or has no properties", async () => {
    const path = `${collection}/a?api-version=2026-01-01`;
    assert.equal((await simulation.arm("PUT", path)).status, 400);
    assert.equal((await simulation.arm("PUT", path, { body: {} })).status, 400);
  });

  it("with 404 when it stops or queries a capture that does not exist", async () => {
    for (const action of ["stop", "queryStatus"]) {
      const path = `${collection}/none/${action}?api-version=2026-01-01`;
      assert.equal((await simulation.arm("POST", path)).status, 404);
    }
  });
});

describe("the session limit", () => {
  const ended = (number: number): Omit<Capture, "sequence"> => ({
    id: `${collection}/old-${number}`,
    name: `old-${number}`,
    vm: { id: vmId("WEB02"), name: "WEB02", address: "10.0.0.4" },
    target: vmId("WEB02"),
    targetType: "AzureVM",
    scope: { include: [], exclude: [] },
    instances: null,
    instanceFiles: null,
    continuousCapture: null,
    captureSettings: null,
    bytesToCapturePerPacket: 0,
    totalBytesPerSession: 0,
    timeLimitInSeconds: 1,
    filters: [],
    traffic: "ordinary",
    truth: null,
    storageId: null,
    blob: null,
    filePath: "/var/captures/a.cap",
    localPath: null,
    statusAfterSeconds: null,
    ring: null,
    onTimeline: false,
    createdAt: startOfTime,
    provisionedAt: startOfTime,
    startedAt: startOfTime,
    ending: { at: startOfTime, stopReason: "Manual", errors: [], trafficUntil: startOfTime },
    settledAt: startOfTime,
    bytes: 24,
    lastQuery: null,
    deleteRequestedAt: null,
    deletionDueAt: null,
    deletedAt: null,
  });

  it("is 10,000 per Network Watcher, ended sessions included until they are deleted", async () => {
    const directory = await mkdtemp(join(tmpdir(), "session-limit-"));
    const database = openState(join(directory, "azure.sqlite"));
    const store = new CaptureTable(database);
    database.exec("BEGIN");
    for (let number = 1; number <= 10_000; number += 1) store.save(store.insert(ended(number)));
    database.exec("COMMIT");
    database.close();
    const simulation = await Simulation.start({ directory });
    const refused = await put(simulation, "new", valid);
    assert.equal(refused.status, 400);
    assert.match(refused.message ?? "", /10000/);
    await simulation.arm("DELETE", `${collection}/old-1?api-version=2026-01-01`);
    await simulation.clock.advance(1_000);
    assert.equal((await put(simulation, "new", valid)).status, 201);
    await simulation.close();
    await rm(directory, { recursive: true });
  });
});
