import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { HostWorld } from "../../../support/world/hostWorld.ts";

describe("an instance", () => {
  let world: HostWorld;
  before(async () => {
    world = await HostWorld.start();
  });
  after(() => world.close());

  it("is terminated with a reason while it waits", async () => {
    const id = await world.start("await");
    await world.clock.settle();
    assert.equal((await world.durable("POST", `instances/${id}/terminate?reason=too%20late`)).status, 202);
    await world.clock.settle();
    const { runtimeStatus, output } = await world.status(id);
    assert.deepEqual({ runtimeStatus, output }, { runtimeStatus: "Terminated", output: "too late" });
    assert.equal((await world.durable("POST", `instances/${id}/terminate`)).status, 410);
  });

  it("stands still while suspended, and continues with all events of that time", async () => {
    const id = await world.start("lateAwait");
    await world.clock.settle();
    assert.equal((await world.durable("POST", `instances/${id}/suspend?reason=pause`)).status, 202);
    await world.event(id, "go", 1);
    await world.event(id, "go", 2);
    await world.clock.advance(120_000);
    assert.equal((await world.status(id)).runtimeStatus, "Suspended");
    assert.equal((await world.durable("POST", `instances/${id}/suspend`)).status, 500);
    assert.equal((await world.durable("POST", `instances/${id}/resume`)).status, 202);
    assert.deepEqual((await world.ending(id)).output, [1, 2]);
  });

  it("schedules nothing while suspended", async () => {
    const id = await world.start("many", { steps: 5 });
    await world.durable("POST", `instances/${id}/suspend`);
    await world.clock.advance(60_000);
    const { runtimeStatus } = await world.status(id);
    assert.equal(runtimeStatus, "Suspended");
    await world.durable("POST", `instances/${id}/resume`);
    assert.equal((await world.ending(id)).output, 10);
  });

  it("is not started again under an id in use, and replaces an ended one", async () => {
    const start = () => world.durable("POST", "orchestrators/await/twin", { n: 1 });
    assert.equal((await start()).status, 202);
    assert.equal((await start()).status, 409);
    assert.match((await world.client("startNew", "await", { instanceId: "twin" })).thrown ?? "", /409/);
    await world.clock.settle();
    await world.event("twin", "go", "first");
    assert.deepEqual((await world.status("twin")).output, { data: "first" });
    assert.equal((await start()).status, 202);
    await world.clock.settle();
    const { runtimeStatus, historyEvents = [] } = await world.status("twin", "showHistory=true");
    assert.equal(runtimeStatus, "Running");
    assert.equal(historyEvents.length, 1);
  });

  for (const [what, path, body] of [
    ["an id with a control character", "orchestrators/await/%07", {}],
    ["an id of more than 256 characters", `orchestrators/await/${"x".repeat(257)}`, {}],
  ] as const)
    it(`is not started: ${what}`, async () => {
      assert.equal((await world.durable("POST", path, body)).status, 400);
    });

  it("is not started with a body that is not JSON", async () => {
    const path = "/runtime/webhooks/durabletask/orchestrators/await";
    assert.equal((await world.fetch(path, { method: "POST", body: "{" })).status, 500);
  });

  it("cannot be restarted, and the response is 501", async () => {
    const response = await world.durable("POST", "instances/x/restart");
    assert.equal(response.status, 501);
    assert.match(await response.text(), /local host cannot/);
  });
});
