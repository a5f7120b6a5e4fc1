import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { sharedStorage } from "../../../support/world/sharedStorage.ts";
import {
  accountId,
  group,
  Simulation,
  subscription,
  vmId,
  watcher,
  watcherGroup,
} from "../../../support/world/simulation.ts";

const compute = `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.Compute`;
const setId = `${compute}/virtualMachineScaleSets/web`;
const captures = `/subscriptions/${subscription}/resourceGroups/${watcherGroup}/providers/Microsoft.Network/networkWatchers/${watcher}/packetCaptures`;

type Json = Readonly<Record<string, unknown>>;
interface Page {
  readonly value: readonly (Json & {
    readonly instanceId: string;
    readonly id: string;
    readonly properties: Json;
  })[];
  readonly nextLink?: string;
}

describe("a scale set of simulated Azure", () => {
  let simulation: Simulation;
  before(async () => {
    const { blob } = await sharedStorage();
    simulation = await Simulation.start({ blobEndpoint: blob.endpoint });
  });
  after(() => simulation.close());

  const get = async (path: string, query = ""): Promise<{ status: number; body: Json }> => {
    const answer = await simulation.arm("GET", `${path}?api-version=2026-04-01${query}`);
    return { status: answer.status, body: (await answer.json()) as Json };
  };
  const put = (set: Json) => simulation.control("PUT", "/scale-sets", [set]);
  const running = (count: number) => Array.from({ length: count }, (_, id) => ({ id: String(id) }));

  it("is read with its mode, in any casing, and is not found elsewhere", async () => {
    await put({ id: setId, instances: running(2) });
    const { status, body } = await get(setId.toUpperCase());
    assert.equal(status, 200);
    assert.equal(body.id, setId);
    assert.equal((body.properties as Json).orchestrationMode, "Uniform");
    assert.equal((await get(`${setId}2`)).status, 404);
    assert.equal((await get(`${setId}2/virtualMachines`)).status, 404);
  });

  it("lists its instances page by page, with their power and their agent", async () => {
    await put({
      id: setId,
      instances: [...running(24), { id: "30", powerState: "deallocated", agent: false }],
    });
    const seen: Page["value"][number][] = [];
    let path: string | undefined = `${setId}/virtualMachines?api-version=2026-04-01&$expand=instanceView`;
    while (path !== undefined) {
      const page = (await (await simulation.arm("GET", path)).json()) as Page;
      assert.ok(page.value.length <= 10);
      seen.push(...page.value);
      path = page.nextLink?.slice(simulation.azure.azureUrl.length);
    }
    assert.equal(seen.length, 25);
    assert.deepEqual(
      [seen[3]?.instanceId, seen[3]?.name, seen[3]?.id],
      ["3", "web_3", `${setId}/virtualMachines/3`],
    );
    assert.match(JSON.stringify(seen[3]?.properties), /PowerState\/running/);
    assert.match(JSON.stringify(seen[3]?.resources), /NetworkWatcherAgentLinux/);
    assert.match(JSON.stringify(seen[24]?.properties), /PowerState\/deallocated/);
    assert.doesNotMatch(JSON.stringify(seen[24]), /NetworkWatcherAgent/);
  });

  it("that is Flexible has VMs, which are found and listed as such but are not those of the control API", async () => {
    await put({ id: setId, orchestration: "Flexible", instances: [{ id: "web_0a1b2c3d" }] });
    const { body } = await get(`${compute}/virtualMachines/web_0a1b2c3d`);
    assert.deepEqual((body.properties as Json).virtualMachineScaleSet, { id: setId });
    const listed = (await get(`${compute}/virtualMachines`)).body.value as readonly Json[];
    assert.ok(listed.some(({ name }) => name === "web_0a1b2c3d"));
    const members = (await get(`${setId}/virtualMachines`)).body as unknown as Page;
    assert.deepEqual(
      members.value.map(({ id }) => id),
      [vmId("web_0a1b2c3d")],
    );
    const shown = (await simulation.control("GET", "/vms")).body as readonly Json[];
    assert.ok(shown.every(({ id }) => !String(id).endsWith("web_0a1b2c3d")));
  });

  it("leaves a file an instance that ran to the end, each with its own traffic", async () => {
    const instances = [
      { id: "0", traffic: "port-scan" },
      { id: "1", traffic: "dns-storm" },
      { id: "2", losesFile: true },
      { id: "3" },
    ];
    await put({ id: setId, filesBy: "name", instances });
    const properties = {
      ...{ target: setId, targetType: "AzureVMSS", timeLimitInSeconds: 30 },
      ...{ scope: { include: ["0", "1", "2", "3"] }, storageLocation: { storageId: accountId } },
    };
    const created = await simulation.arm("PUT", `${captures}/files?api-version=2026-01-01`, {
      body: { properties },
    });
    assert.equal(created.status, 201);
    await simulation.clock.advance(10_000);
    await put({ id: setId, filesBy: "name", instances: instances.slice(0, 3) });
    await simulation.clock.advance(30_000);
    const all = (await simulation.control("GET", "/captures")).body as readonly Json[];
    const capture = all.find(({ name }) => name === "files");
    assert.equal(capture?.stopReason, "3 VM Instance(s) stopped due to TimeExceeded Reasons. ");
    assert.deepEqual(capture.errors, [`${setId}/virtualMachines/3 does not exist or is in stopped state.`]);
    const files = capture.instances as readonly { id: string; url: string; bytes: number; truth: Json }[];
    assert.deepEqual(
      files.map(({ id }) => id),
      ["0", "1"],
    );
    assert.match(
      files[0]?.url ?? "",
      /\/virtualmachinescalesets\/web\/virtualmachines\/web_0\/\d{4}\/\d\d\/\d\d\/packetcapture_[\d_]+\.cap$/,
    );
    assert.notDeepEqual(files[0]?.truth, files[1]?.truth);
  });
});
