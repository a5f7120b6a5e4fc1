import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { sharedStorage } from "../../../support/world/sharedStorage.ts";
import { Simulation, subscription, vmId, watcher, watcherGroup } from "../../../support/world/simulation.ts";
import { accountId } from "../../../support/world/simulation.ts";

const collection = `/subscriptions/${subscription}/resourceGroups/${watcherGroup}/providers/Microsoft.Network/networkWatchers/${watcher}/packetCaptures`;

describe("GET /captures/{name}.cap of the control API", () => {
  let simulation: Simulation;
  before(async () => {
    const { blob } = await sharedStorage();
    simulation = await Simulation.start({ blobEndpoint: blob.endpoint });
    await create("File-1", { storageId: accountId });
    await create("on-vm", { filePath: "/var/captures/a.cap" });
    await simulation.clock.advance(60_000);
    await create("running", { storageId: accountId });
  });
  after(() => simulation.close());

  async function create(name: string, storageLocation: object): Promise<void> {
    const properties = { target: vmId("WEB01"), storageLocation, timeLimitInSeconds: 10 };
    const path = `${collection}/${name}?api-version=2026-01-01`;
    assert.equal((await simulation.arm("PUT", path, { body: { properties } })).status, 201);
  }

  const get = (file: string) => fetch(`${simulation.azure.controlUrl}/captures/${file}`);

  it("gives the file as it is in storage, in any casing of its name", async () => {
    const response = await get("file-1.CAP");
    assert.equal(response.status, 200);
    assert.equal(response.headers.get("content-type"), "application/vnd.tcpdump.pcap");
    assert.equal(response.headers.get("content-disposition"), 'attachment; filename="File-1.cap"');
    const bytes = Buffer.from(await response.arrayBuffer());
    const [capture] = await simulation.captures();
    assert.equal(bytes.length, capture?.bytes);
    assert.ok([0xa1b2c3d4, 0xa1b23c4d].includes(bytes.readUInt32LE(0)), "it is a capture file");
  });

  for (const [file, sentence] of [
    ["running.cap", "The packet capture running is running: there is no file yet."],
    ["on-vm.cap", "The packet capture on-vm left no file in storage."],
    ["nobody.cap", "There is no packet capture nobody."],
    ["File-1", "File-1 was not found. A capture file is <name>.cap."],
  ] as const)
    it(`answers 404 with a JSON error for ${file}`, async () => {
      const response = await get(file);
      assert.equal(response.status, 404);
      assert.deepEqual(await response.json(), { error: sentence });
    });
});
