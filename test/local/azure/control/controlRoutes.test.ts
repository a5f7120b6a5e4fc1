import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import { computeClient, networkClient } from "../../../support/world/clients.ts";
import {
  Simulation,
  startOfTime,
  subscription,
  vmId,
  watcher,
  watcherGroup,
} from "../../../support/world/simulation.ts";

const collection = `/subscriptions/${subscription}/resourceGroups/${watcherGroup}/providers/Microsoft.Network/networkWatchers/${watcher}/packetCaptures`;

describe("the control API", () => {
  let simulation: Simulation;
  let backend: boolean[];
  let alerts: unknown[];
  beforeEach(async () => {
    backend = [];
    alerts = [];
    simulation = await Simulation.start({
      onBackend: (available) => backend.push(available),
      sendAlert: (request) => {
        alerts.push(request);
        return Promise.resolve({ status: 200, body: { attempts: [] } });
      },
    });
  });
  afterEach(() => simulation.close());

  const control = (method: string, path: string, body?: unknown) => simulation.control(method, path, body);

  it("shows the default world and replaces it", async () => {
    const common = {
      location: "westeurope",
      powerState: "running",
      agent: true,
      traffic: "exfiltration",
    };
    assert.deepEqual((await control("GET", "/vms")).body, [
      { id: vmId("WEB01"), osType: "Windows", ...common },
      { id: vmId("WEB02"), osType: "Linux", ...common },
    ]);
    const put = await control("PUT", "/vms", [
      {
        id: vmId("A"),
        location: "North Europe",
        osType: "windows",
        powerState: "VM deallocated",
        agent: false,
        traffic: "port-scan",
      },
      { id: vmId("B"), powerState: "PowerState/running" },
    ]);
    assert.equal(put.status, 200);
    assert.deepEqual((await control("GET", "/vms")).body, [
      {
        id: vmId("A"),
        location: "northeurope",
        osType: "Windows",
        powerState: "deallocated",
        agent: false,
        traffic: "port-scan",
      },
      { id: vmId("B"), osType: "Linux", ...common },
    ]);
  });

  it("shows when and how the agent of a VM stops, where it does", async () => {
    const { body } = await control("PUT", "/vms", [
      { id: vmId("A"), agentStopsAfterSeconds: 5 },
      { id: vmId("B"), agentStopsAfterSeconds: 0, agentStopForm: "sentence" },
      { id: vmId("C"), agentStopsAfterSeconds: null },
    ]);
    const shown = body as { agentStopsAfterSeconds?: number; agentStopForm?: string }[];
    assert.deepEqual(
      shown.map(({ agentStopsAfterSeconds, agentStopForm }) => [agentStopsAfterSeconds, agentStopForm]),
      [
        [5, "code"],
        [0, "sentence"],
        [undefined, undefined],
      ],
    );
  });

  it("takes resource groups with letters of any script, and finds them in any casing", async () => {
    const inGroup = (group: string) => vmId("X").replace("Prod-Web-RG", group);
    const put = async (...groups: readonly string[]) =>
      (
        await control(
          "PUT",
          "/vms",
          groups.map((group) => ({ id: inGroup(group) })),
        )
      ).status;
    assert.equal(await put("FORMACIÓN", "ΟΔΟΣ", "資源-(1)"), 200);
    const { virtualMachines } = computeClient(simulation);
    for (const [asked, group] of [
      ["formación", "FORMACIÓN"],
      ["οδοσ", "ΟΔΟΣ"],
      ["οδος", "ΟΔΟΣ"],
      ["資源-(1)", "資源-(1)"],
    ] as const)
      assert.equal((await virtualMachines.get(asked, "x")).id, inGroup(group));
    assert.equal(await put("ΟΔΟΣ", "οδος"), 400, "one VM twice");
    for (const group of ["a b", "a.", "½", "€", "%C3%93"]) assert.equal(await put(group), 400, group);
  });

  it("adds the subscription and resource group of a new VM", async () => {
    const other = "11111111-1111-4111-8111-111111111111";
    const id = `/subscriptions/${other}/resourceGroups/Else/providers/Microsoft.Compute/virtualMachines/X`;
    await control("PUT", "/vms", [{ id }]);
    assert.equal((await computeClient(simulation, other).virtualMachines.get("else", "x")).id, id);
    const watchers = await Array.fromAsync(networkClient(simulation, other).networkWatchers.listAll());
    assert.ok(watchers.every(({ id }) => id?.includes(other)));
  });

  it("lists every capture ever created", async () => {
    const filters = [{ protocol: "TCP", localPort: "443" }];
    const storageLocation = { filePath: "/var/captures/a.cap" };
    const properties = { target: vmId("WEB02"), storageLocation, timeLimitInSeconds: 10, filters };
    await simulation.arm("PUT", `${collection}/a?api-version=2026-01-01`, { body: { properties } });
    const shown = async () => (await simulation.captures())[0];
    assert.deepEqual(await shown(), {
      id: `${collection}/a`,
      name: "a",
      status: "Running",
      stopReason: null,
      errors: [],
      target: vmId("WEB02"),
      storageId: null,
      storagePath: "",
      filePath: "/var/captures/a.cap",
      timeLimitInSeconds: 10,
      totalBytesPerSession: 1_073_741_824,
      bytesToCapturePerPacket: 0,
      filters,
      createdAt: "2026-11-23T12:00:00.000Z",
      startedAt: "2026-11-23T12:00:00.000Z",
      endedAt: null,
      deletedAt: null,
      bytes: null,
      traffic: { scenario: "exfiltration", truth: null },
    });
    await simulation.clock.advance(10_000);
    await simulation.arm("DELETE", `${collection}/a?api-version=2026-01-01`);
    await simulation.clock.advance(1_000);
    const ended = await shown();
    assert.deepEqual([ended?.status, ended?.stopReason], ["Stopped", "TimeExceeded"]);
    assert.equal(ended?.endedAt, new Date(startOfTime + 10_000).toISOString());
    assert.equal(ended.deletedAt, new Date(startOfTime + 10_500).toISOString());
    assert.ok(Number(ended.bytes) > 24);
    assert.ok(Number(ended.traffic.truth?.packets) > 10);
  });

  it("gives a capture the traffic of its VM at its start, even when the VM changes", async () => {
    await control("PUT", "/vms", [{ id: vmId("A"), traffic: "port-scan" }]);
    const storageLocation = { filePath: "/var/captures/a.cap" };
    const properties = { target: vmId("A"), storageLocation, timeLimitInSeconds: 10 };
    await simulation.arm("PUT", `${collection}/a?api-version=2026-01-01`, { body: { properties } });
    await control("PUT", "/vms", [{ id: vmId("A"), traffic: "ordinary" }]);
    await simulation.clock.advance(10_000);
    const [{ traffic } = { traffic: null }] = await simulation.captures();
    assert.equal(traffic?.scenario, "port-scan");
    assert.ok(Number(traffic.truth?.scan?.ports) > 400);
  });

  it("lists and clears the requests to Azure", async () => {
    await simulation.arm("GET", `${vmId("NONE")}?api-version=2026-04-01`);
    const requests = await simulation.requests();
    assert.equal(requests.length, 2);
    assert.match(requests[0]?.path ?? "", /^\/msi\/token\?/);
    const at = new Date(startOfTime).toISOString();
    assert.deepEqual(requests[1], {
      method: "GET",
      path: `${vmId("NONE")}?api-version=2026-04-01`,
      status: 404,
      at,
    });
    assert.equal((await control("DELETE", "/requests")).status, 204);
    assert.deepEqual((await control("GET", "/requests")).body, []);
  });

  it("switches the Durable backend off and on", async () => {
    assert.equal((await control("PUT", "/backend", { available: false })).status, 200);
    assert.equal((await control("PUT", "/backend", { available: true })).status, 200);
    assert.equal((await control("PUT", "/backend", { available: "no" })).status, 400);
    assert.deepEqual(backend, [false, true]);
  });

  it("sends an alert and returns its delivery", async () => {
    const answer = await control("POST", "/alerts", { vm: "WEB01" });
    assert.deepEqual(answer, { status: 200, body: { attempts: [] } });
    assert.deepEqual(alerts, [{ vm: "WEB01" }]);
  });

  it("returns errors as JSON too", async () => {
    assert.equal((await control("GET", "/nothing")).status, 404);
    assert.match(JSON.stringify((await control("GET", "/nothing")).body), /error.*nothing/);
    assert.equal((await control("DELETE", "/vms")).status, 405);
    assert.equal((await control("PUT", "/vms", "{")).status, 400);
    assert.equal((await control("GET", "/emails/1.html")).status, 404);
    assert.equal((await control("GET", "/emails/x")).status, 404);
  });
});
