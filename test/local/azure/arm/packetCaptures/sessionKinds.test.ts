import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { sharedStorage } from "../../../../support/world/sharedStorage.ts";
import {
  accountId,
  group,
  Simulation,
  subscription,
  vmId,
  watcher,
  watcherGroup,
} from "../../../../support/world/simulation.ts";

type Json = Record<string, unknown>;
interface Shown {
  readonly name: string;
  readonly etag: string;
  readonly properties: Json;
}

const captures = `/subscriptions/${subscription}/resourceGroups/${watcherGroup}/providers/Microsoft.Network/networkWatchers/${watcher}/packetCaptures`;
const setId = `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.Compute/virtualMachineScaleSets/web`;
const instances = (...states: string[]) => states.map((powerState, id) => ({ id: String(id), powerState }));

describe("a session in the list", () => {
  let simulation: Simulation;
  before(async () => {
    const { blob } = await sharedStorage();
    simulation = await Simulation.start({ blobEndpoint: blob.endpoint });
    await simulation.control("PUT", "/vms", [{ id: vmId("WIN"), osType: "Windows" }]);
  });
  after(() => simulation.close());

  const call = (method: string, name: string, body?: unknown) =>
    simulation.arm(method, `${captures}${name}?api-version=2026-01-01`, { body });
  const create = async (name: string, properties: Json): Promise<Json> => {
    const answer = await call("PUT", `/${name}`, { properties: { target: vmId("WIN"), ...properties } });
    const body = (await answer.json()) as Shown;
    assert.equal(answer.status, 201, JSON.stringify(body));
    return body.properties;
  };
  const list = async () => ((await (await call("GET", "")).json()) as { value: Shown[] }).value;
  const status = async (name: string): Promise<Json> => {
    const answer = await call("POST", `/${name}/queryStatus`);
    const location = answer.headers.get("location") ?? "";
    const result =
      answer.status === 202
        ? await simulation.arm("GET", location.slice(simulation.azure.azureUrl.length))
        : answer;
    return (await result.json()) as Json;
  };

  it("bears the one etag of the whole list", async () => {
    const storageLocation = { filePath: "a.cap" };
    await create("one", { storageLocation });
    await create("two", { storageLocation });
    await status("two");
    const listed = await list();
    assert.ok(listed.length >= 2);
    assert.equal(new Set(listed.map(({ etag }) => etag)).size, 1);
  });

  it("has its filters with every field, in one order and casing", async () => {
    const filters = [
      { remotePort: "80;443;", protocol: "udp" },
      { localIPAddress: "10.0.0.1;10.0.0.2;", protocol: "any" },
    ];
    const shown = await create("filtered", { filters, storageLocation: { filePath: "Captest03.cap" } });
    assert.equal((shown.storageLocation as Json).filePath, "Captest03.cap");
    assert.equal(
      JSON.stringify(shown.filters),
      JSON.stringify([
        { protocol: "UDP", localIPAddress: "", localPort: "", remoteIPAddress: "", remotePort: "80;443;" },
        {
          protocol: "Any",
          localIPAddress: "10.0.0.1;10.0.0.2;",
          localPort: "",
          remoteIPAddress: "",
          remotePort: "",
        },
      ]),
    );
  });

  it("is answered without total size and time when it is continuous, as recorded", async () => {
    const captureSettings = { fileCount: 2, fileSizeInBytes: 102_400, sessionTimeLimitInSeconds: 60 };
    const storageLocation = { localPath: "C:\\captures\\Capture.cap" };
    const shown = await create("ring", { continuousCapture: true, captureSettings, storageLocation });
    assert.deepEqual(Object.entries(shown), [
      ["provisioningState", "Updating"],
      ["target", vmId("WIN")],
      ["scope", { include: [], exclude: [] }],
      ["targetType", "AzureVM"],
      ["bytesToCapturePerPacket", 0],
      ["storageLocation", { storagePath: "", ...storageLocation }],
      ["continuousCapture", true],
      ["captureSettings", captureSettings],
      ["filters", []],
    ]);
    await simulation.clock.advance(59_999);
    assert.equal((await status("ring")).packetCaptureStatus, "Running");
    await call("POST", "/ring/stop");
    await simulation.clock.advance(1);
    assert.equal((await status("ring")).stopReason, "TimeExceeded");
  });

  it("has the published defaults of a ring, and stops on request", async () => {
    const storageLocation = { localPath: "default.cap" };
    const shown = await create("default-ring", { continuousCapture: true, storageLocation });
    assert.deepEqual(shown.captureSettings, {
      fileCount: 10,
      fileSizeInBytes: 104_857_600,
      sessionTimeLimitInSeconds: 86_400,
    });
    await call("POST", "/default-ring/stop");
    await simulation.clock.advance(1_000);
    assert.equal((await status("default-ring")).stopReason, "Manual");
  });

  it("tells in a sentence how many instances of its scale set stopped", async () => {
    const states = ["running", "running", "running", "deallocated"];
    await simulation.control("PUT", "/scale-sets", [{ id: setId, instances: instances(...states) }]);
    const scope = { include: [], exclude: ["3"] };
    const set = { target: setId, targetType: "AzureVMSS", timeLimitInSeconds: 30, scope };
    const shown = await create("set", { ...set, storageLocation: { storageId: accountId } });
    assert.deepEqual([shown.target, shown.targetType, shown.scope], [setId, "AzureVMSS", scope]);
    assert.ok((await list()).some(({ name }) => name === "set"));
    assert.ok(!("stopReason" in (await status("set"))));
    await simulation.clock.advance(30_000);
    const { stopReason, packetCaptureError } = await status("set");
    assert.equal(stopReason, "3 VM Instance(s) stopped due to TimeExceeded Reasons. ");
    assert.deepEqual(packetCaptureError, []);
  });

  it("tells in sentences, without a reason, that the instances of its scale set are gone", async () => {
    await simulation.control("PUT", "/scale-sets", [
      { id: setId, instances: instances("running", "running") },
    ]);
    const set = { target: setId, targetType: "AzureVMSS", scope: { include: ["0", "1"] } };
    await create("gone", { ...set, storageLocation: { storageId: accountId } });
    await simulation.control("PUT", "/scale-sets", [{ id: setId, instances: instances("stopped") }]);
    await simulation.clock.advance(0);
    const { packetCaptureStatus, packetCaptureError, ...rest } = await status("gone");
    assert.equal(packetCaptureStatus, "Stopped");
    assert.ok(!("stopReason" in rest));
    assert.deepEqual(
      packetCaptureError,
      ["0", "1"].map((id) => `${setId}/virtualMachines/${id} does not exist or is in stopped state.`),
    );
  });
});
