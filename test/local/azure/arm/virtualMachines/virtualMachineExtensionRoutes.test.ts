import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { computeClient } from "../../../../support/world/clients.ts";
import { group, Simulation, vmId } from "../../../../support/world/simulation.ts";

const agent = (osType: string) => ({
  location: "westeurope",
  publisher: "Microsoft.Azure.NetworkWatcher",
  typePropertiesType: `NetworkWatcherAgent${osType}`,
  typeHandlerVersion: "1.4",
});
const name = "AzureNetworkWatcherExtension";
const fast = { updateIntervalInMs: 5 };

describe("installing an extension", () => {
  let simulation: Simulation | undefined;
  const started = async (powerState: string): Promise<Simulation> => {
    await simulation?.close();
    simulation = await Simulation.start();
    const vm = { id: vmId("DB01"), osType: "Linux", powerState, agent: false };
    await simulation.control("PUT", "/vms", [vm]);
    return simulation;
  };
  const hasAgent = async (of: Simulation) =>
    ((await of.control("GET", "/vms")).body as { agent: boolean }[]).map((vm) => vm.agent);
  after(() => simulation?.close());

  it("takes time; then the VM has the agent", async () => {
    const world = await started("running");
    const { virtualMachineExtensions } = computeClient(world);
    const poller = virtualMachineExtensions.createOrUpdate(group, "DB01", name, agent("Linux"), fast);
    await poller.submitted();
    assert.equal((await virtualMachineExtensions.get(group, "DB01", name)).provisioningState, "Creating");
    assert.deepEqual(await hasAgent(world), [false]);
    await world.clock.advance(3_000);
    assert.equal((await poller).provisioningState, "Succeeded");
    assert.deepEqual(await hasAgent(world), [true]);
  });

  it("fails when the extension is for another operating system", async () => {
    const world = await started("running");
    const { virtualMachineExtensions } = computeClient(world);
    const poller = virtualMachineExtensions.createOrUpdate(group, "DB01", name, agent("Windows"), fast);
    await poller.submitted();
    await world.clock.advance(3_000);
    await assert.rejects(async () => poller, /VMExtensionProvisioningError/);
    assert.deepEqual(await hasAgent(world), [false]);
  });

  it("is refused on a stopped VM", async () => {
    const world = await started("deallocated");
    const poller = computeClient(world).virtualMachineExtensions.createOrUpdate(
      group,
      "DB01",
      name,
      agent("Linux"),
    );
    await assert.rejects(async () => poller, { statusCode: 409, code: "OperationNotAllowed" });
  });

  it("is refused without publisher and type", async () => {
    const world = await started("running");
    const path = `${vmId("DB01")}/extensions/x?api-version=2026-04-01`;
    const response = await world.arm("PUT", path, { body: { properties: {} } });
    assert.equal(response.status, 400);
  });
});
