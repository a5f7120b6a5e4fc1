import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { HostWorld } from "../../../support/world/hostWorld.ts";

describe("an external event", () => {
  let world: HostWorld;
  before(async () => {
    world = await HostWorld.start();
  });
  after(() => world.close());

  it("reaches the orchestrator that waits for it, with its data", async () => {
    const id = await world.start("await");
    await world.clock.settle();
    await world.event(id, "go", { n: 1 });
    assert.deepEqual((await world.status(id)).output, { data: { n: 1 } });
  });

  it("with another name is not delivered", async () => {
    const id = await world.start("await");
    await world.event(id, "stay");
    assert.equal((await world.status(id)).runtimeStatus, "Running");
  });

  it("that arrives early is kept, in order", async () => {
    const id = await world.start("lateAwait");
    await world.event(id, "go", 1);
    await world.event(id, "go", 2);
    assert.deepEqual((await world.ending(id)).output, [1, 2]);
  });

  it("is refused without JSON, and for an unknown or ended instance", async () => {
    const { instanceId } = await world.run("call", { activity: "echo" });
    const path = `/runtime/webhooks/durabletask/instances/${instanceId}/raiseEvent/go`;
    const post = (headers: Record<string, string>, body: string) =>
      world.fetch(path, { method: "POST", headers, body });
    assert.equal((await post({ "Content-Type": "text/plain" }, "1")).status, 400);
    assert.equal((await post({ "Content-Type": "application/json" }, "")).status, 400);
    assert.equal((await post({ "Content-Type": "application/json" }, "1")).status, 410);
    assert.equal((await world.durable("POST", "instances/nobody/raiseEvent/go", 1)).status, 404);
  });
});

describe("continueAsNew", () => {
  let world: HostWorld;
  before(async () => {
    world = await HostWorld.start();
  });
  after(() => world.close());

  it("continues with a new input and a new history", async () => {
    const { output, input, customStatus, historyEvents = [] } = await world.run("countdown", { left: 3 });
    assert.deepEqual(
      { output, input, customStatus },
      { output: "zero", input: { left: 0 }, customStatus: { left: 0 } },
    );
    assert.equal(historyEvents.filter(({ EventType }) => EventType === "ExecutionStarted").length, 1);
  });

  it("leaves the timers of the old generation behind", async () => {
    const started = world.clock.now();
    const { output } = await world.run("renewing", { again: true });
    assert.equal(output, "woken by its own timer");
    assert.equal(world.clock.now() - started, 120_000);
  });
});
