import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { computeClient, networkClient } from "../../../support/world/clients.ts";
import {
  accountId,
  group,
  Simulation,
  subscription,
  vmId,
  watcher,
  watcherGroup,
} from "../../../support/world/simulation.ts";

interface ErrorBody {
  readonly error: { readonly code: string; readonly message: string; readonly details: unknown[] };
}

/** The versions that the SDKs and the app send. */
const versionOf: Readonly<Record<string, string>> = {
  Network: "2026-01-01",
  Compute: "2026-04-01",
  Storage: "2024-01-01",
};

describe("simulated Resource Manager", () => {
  let simulation: Simulation;
  before(async () => {
    simulation = await Simulation.start();
  });
  after(() => simulation.close());

  it("shows a running VM with its instance view and its agent", async () => {
    const vm = await computeClient(simulation).virtualMachines.get("prod-web-rg", "web01", {
      expand: "instanceView",
    });
    assert.equal(vm.id, vmId("WEB01"));
    assert.equal(vm.name, "WEB01");
    assert.equal(vm.location, "westeurope");
    assert.equal(vm.storageProfile?.osDisk?.osType, "Windows");
    assert.equal(vm.osProfile?.computerName, "WEB01");
    assert.ok(vm.instanceView?.statuses?.some(({ code }) => code === "PowerState/running"));
    const agent = vm.resources?.find(({ publisher }) => publisher === "Microsoft.Azure.NetworkWatcher");
    assert.equal(agent?.typePropertiesType, "NetworkWatcherAgentWindows");
    assert.equal(vm.instanceView?.extensions?.length, 2);
  });

  it("has resource groups with any letter and digit of Unicode in their names", async () => {
    const name = "Ünïté-数据_٣(a).b";
    const id = vmId("U1").replace(group, name);
    const unicode = await Simulation.start();
    try {
      await unicode.control("PUT", "/vms", [{ id }]);
      assert.equal((await computeClient(unicode).virtualMachines.get(name.toLowerCase(), "u1")).id, id);
      const properties = { target: id, storageLocation: { storageId: accountId } };
      const path = `/subscriptions/${subscription}/resourceGroups/${watcherGroup}/providers/Microsoft.Network/networkWatchers/${watcher}/packetCaptures/a`;
      const answer = await unicode.arm("PUT", `${path}?api-version=2026-01-01`, { body: { properties } });
      assert.equal(answer.status, 201);
    } finally {
      await unicode.close();
    }
  });

  it("omits the instance view unless it is requested", async () => {
    const vm = await computeClient(simulation).virtualMachines.get(group, "WEB02");
    assert.equal(vm.storageProfile?.osDisk?.osType, "Linux");
    assert.equal(vm.instanceView, undefined);
  });

  it("lists the VMs of a resource group and those of the subscription", async () => {
    const names = async (vms: AsyncIterable<{ name?: string }>) =>
      (await Array.fromAsync(vms)).map(({ name }) => name);
    const { virtualMachines } = computeClient(simulation);
    assert.deepEqual(await names(virtualMachines.list(group)), ["WEB01", "WEB02"]);
    assert.deepEqual(await names(virtualMachines.listAll()), ["WEB01", "WEB02"]);
    assert.deepEqual(await names(virtualMachines.list(watcherGroup)), []);
  });

  it("lists VMs in pages, and the SDK follows the links", async () => {
    const names = Array.from({ length: 120 }, (_, index) => `M${index}`);
    const many = await Simulation.start();
    try {
      await many.control(
        "PUT",
        "/vms",
        names.map((name) => ({ id: vmId(name) })),
      );
      const { virtualMachines } = computeClient(many);
      const pages = await Array.fromAsync(virtualMachines.listAll().byPage());
      assert.deepEqual(
        pages.map((page) => page.length),
        [50, 50, 20],
      );
      const listed = await Array.fromAsync(virtualMachines.list(group));
      assert.deepEqual(
        listed.map(({ name }) => name),
        names,
      );
    } finally {
      await many.close();
    }
  });

  it("lists and gets extensions", async () => {
    const { virtualMachineExtensions } = computeClient(simulation);
    const { value } = await virtualMachineExtensions.list(group, "WEB02");
    assert.deepEqual(
      value?.map(({ name }) => name),
      ["AzureNetworkWatcherExtension", "AzureMonitorLinuxAgent"],
    );
    const agent = await virtualMachineExtensions.get(group, "WEB02", "azurenetworkwatcherextension");
    assert.equal(agent.typePropertiesType, "NetworkWatcherAgentLinux");
    assert.equal(agent.provisioningState, "Succeeded");
    await assert.rejects(virtualMachineExtensions.get(group, "WEB02", "none"), { statusCode: 404 });
  });

  it("has a Network Watcher in West Europe, and one in another region that has failed", async () => {
    const { networkWatchers } = networkClient(simulation);
    const all = await Array.fromAsync(networkWatchers.listAll());
    assert.deepEqual(
      all.map(({ name, location, provisioningState }) => [name, location, provisioningState]),
      [
        ["NetworkWatcher_westcentralus", "westcentralus", "Failed"],
        [watcher, "westeurope", "Succeeded"],
      ],
    );
    assert.equal(new Set(all.map(({ etag }) => etag)).size, 1, "a list has one etag");
    assert.equal((await Array.fromAsync(networkWatchers.list(watcherGroup))).length, 2);
    assert.equal((await Array.fromAsync(networkWatchers.list(group))).length, 0);
    const got = await networkWatchers.get(watcherGroup.toLowerCase(), watcher.toUpperCase());
    assert.equal(got.id, all[1]?.id);
  });

  it("shows the storage account with its blob endpoint", async () => {
    const response = await simulation.arm("GET", `${accountId}?api-version=2025-01-01`);
    const body = (await response.json()) as Record<string, Record<string, unknown>>;
    assert.equal(body.kind, "StorageV2");
    assert.equal(body.sku?.name, "Standard_LRS");
    assert.deepEqual(body.properties?.primaryEndpoints, {
      blob: "https://127.0.0.1:1/captureonalert/",
    });
    assert.equal(body.properties.allowSharedKeyAccess, true);
  });

  for (const [what, path, status, code] of [
    [
      "a subscription",
      "/subscriptions/00000000-0000-0000-0000-000000000009/providers/Microsoft.Network/networkWatchers",
      404,
      "SubscriptionNotFound",
    ],
    [
      "a resource group",
      `/subscriptions/${subscription}/resourceGroups/none/providers/Microsoft.Compute/virtualMachines/WEB01`,
      404,
      "ResourceGroupNotFound",
    ],
    ["a VM", vmId("NONE"), 404, "ResourceNotFound"],
    [
      "a Network Watcher",
      `/subscriptions/${subscription}/resourceGroups/${watcherGroup}/providers/Microsoft.Network/networkWatchers/none`,
      404,
      "ResourceNotFound",
    ],
    [
      "the parent of a capture",
      `/subscriptions/${subscription}/resourceGroups/${watcherGroup}/providers/Microsoft.Network/networkWatchers/none/packetCaptures/a`,
      404,
      "ParentResourceNotFound",
    ],
    ["a storage account", accountId.replace(/\w+$/, "other"), 404, "ResourceNotFound"],
    [
      "a provider",
      `/subscriptions/${subscription}/providers/Microsoft.Nothing/things`,
      404,
      "InvalidResourceNamespace",
    ],
    [
      "a type",
      `/subscriptions/${subscription}/providers/Microsoft.Network/things`,
      404,
      "InvalidResourceType",
    ],
    [
      "an operation",
      `/subscriptions/${subscription}/providers/Microsoft.Network/locations/westeurope/operations/none`,
      404,
      "NotFound",
    ],
  ] as const)
    it(`does not find ${what} that does not exist`, async () => {
      const version = /\/Microsoft\.(Compute|Storage)\//.exec(path)?.[1] ?? "Network";
      const response = await simulation.arm("GET", `${path}?api-version=${versionOf[version] ?? ""}`);
      const { error } = (await response.json()) as ErrorBody;
      assert.equal(response.status, status);
      assert.equal(error.code, code);
      assert.notEqual(error.message, "");
      assert.deepEqual(error.details, []);
      assert.ok(response.headers.get("x-ms-request-id"));
      assert.ok(response.headers.get("x-ms-correlation-request-id"));
    });

  it("returns errors from which the SDK reads code and message", async () => {
    await assert.rejects(computeClient(simulation).virtualMachines.get(group, "NONE"), {
      name: "RestError",
      statusCode: 404,
      code: "ResourceNotFound",
      message: /NONE/,
    });
  });

  it("refuses requests without an api-version and unsupported methods", async () => {
    const unversioned = await simulation.arm("GET", vmId("WEB01"));
    assert.equal(unversioned.status, 400);
    assert.equal(((await unversioned.json()) as ErrorBody).error.code, "MissingApiVersionParameter");
    const posted = await simulation.arm("POST", `${vmId("WEB01")}?api-version=2026-04-01`);
    assert.equal(posted.status, 405);
  });
});
