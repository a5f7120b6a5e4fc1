import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { everyNth, isDeep } from "../../support/depth.ts";
import { common, vm, vmId, World } from "../../support/world/world.ts";

const minutes = 60_000;
/** Only in the deep suite. */
const itDeep = (title: string, test: () => Promise<void>): void => {
  if (isDeep) void it(title, test);
};
const agent = (provisioningState: string) => ({
  properties: {
    publisher: "Microsoft.Azure.NetworkWatcher",
    type: "NetworkWatcherAgentLinux",
    provisioningState,
  },
});

describe("a VM that is not ready yet", () => {
  let world: World;
  before(async () => {
    world = await World.start({ CAPTURE_ANALYZE_MAX_BYTES: "0" });
  });
  afterEach(() => world.control("PUT", "/faults", []));
  after(async () => {
    await world.close();
    process.env.CAPTURE_ANALYZE_MAX_BYTES = "";
  });

  const isPower = (powerState: string) => world.control("PUT", "/vms", [vm("WEB01", { powerState })]);
  /** The VM in place of the simulated one, in Resource Manager's form. */
  const isAnswered = (properties: object, resources: readonly object[], times: number) =>
    world.control("PUT", "/faults", [
      {
        method: "GET",
        path: "/virtualMachines/WEB01",
        status: 200,
        times,
        body: {
          id: vmId("WEB01"),
          name: "WEB01",
          location: "westeurope",
          properties: { storageProfile: { osDisk: { osType: "Linux" } }, ...properties },
          resources,
        },
      },
    ]);
  const running = { instanceView: { statuses: [{ code: "PowerState/running" }] } };

  it("is waited for while it is starting, and captured", async () => {
    await isPower("starting");
    const instance = await world.fire(await common("WEB01"));
    await world.clock.advance(3 * minutes);
    assert.equal((await world.status(instance)).customStatus?.phase, "resolving");
    await isPower("running");
    const { captures } = await world.outcome(instance);
    assert.equal(captures[0]?.outcome, "captured", captures[0]?.hint ?? "");
  });

  it("is given up when it is starting for too long", async () => {
    await isPower("starting");
    const { capture, emails } = await world.run(await common("WEB01"));
    assert.deepEqual([capture.outcome, capture.code], ["failed", "vm-not-running"]);
    assert.match(capture.hint ?? "", /WEB01 is starting.*Check why it does not come up/);
    assert.equal(emails.length, 1);
  });

  itDeep("is reported when its start ends in another state", async () => {
    await isPower("starting");
    const instance = await world.fire(await common("WEB01"));
    await world.clock.advance(minutes);
    await isPower("deallocated");
    const { captures } = await world.outcome(instance);
    assert.equal(captures[0]?.code, "vm-not-running");
    assert.match(captures[0].hint ?? "", /deallocated.*az vm start/);
  });

  itDeep("can be stopped while it is waited for", async () => {
    await isPower("starting");
    const instance = await world.fire(await common("WEB01"));
    await world.clock.advance(minutes);
    assert.equal((await world.app("POST", `/captures/${instance.id}/stop`)).status, 202);
    const { captures } = await world.outcome(instance);
    assert.deepEqual([captures[0]?.outcome, captures[0]?.code], ["skipped", "stopped"]);
  });

  for (const [title, properties, resources] of everyNth(3, [
    ["has its agent upgraded", { provisioningState: "Succeeded", ...running }, [agent("Updating")]],
    ["is being created", { provisioningState: "Creating" }, []],
    ["gets its agent just now", { provisioningState: "Updating", ...running }, []],
  ] as const))
    it(`is waited for while it ${title}, and captured`, async () => {
      await isPower("running");
      await isAnswered(properties, resources, 3);
      const { capture } = await world.run(await common("WEB01"));
      assert.equal(capture.outcome, "captured", capture.hint ?? "");
    });

  it("is not waited for when its agent could not be installed", async () => {
    await isPower("running");
    await isAnswered({ provisioningState: "Succeeded", ...running }, [agent("Failed")], 100);
    await world.control("DELETE", "/requests");
    const { capture } = await world.run(await common("WEB01"));
    assert.equal(capture.code, "agent-missing");
    const reads = (await world.requests()).filter(({ path }) => /\/virtualMachines\/WEB01/i.test(path));
    assert.equal(reads.length, 1);
  });
});
