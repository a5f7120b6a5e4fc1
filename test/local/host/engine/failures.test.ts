import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { HostWorld } from "../../../support/world/hostWorld.ts";

describe("an orchestration fails", () => {
  let world: HostWorld;
  before(async () => {
    world = await HostWorld.start();
  });
  after(() => world.close());

  for (const [name, why, output] of [
    ["failing", "with its error's message", /^Orchestrator function 'failing' failed: oops$/],
    ["signals", "when it signals an entity", /SignalEntity is not supported/],
    ["callsEntity", "when it calls an entity", /CallEntity is not supported/],
    ["locksEntity", "when it locks an entity", /LockEntities is not supported/],
    ["callsHttp", "when it makes a durable HTTP call", /CallHttp is not supported/],
    ["bigStatus", "when its custom status exceeds 16 KB", /18004 bytes/],
  ] as const)
    it(`${why} (${name})`, async () => {
      const status = await world.run(name);
      assert.equal(status.runtimeStatus, "Failed");
      assert.match(String(status.output), output);
    });

  for (const [what, shape] of [
    ["an activity's place", "timer"],
    ["another's place", "kindOf"],
  ] as const)
    it(`when its code no longer matches its history: a different task in ${what}`, async () => {
      process.env.TEST_SHAPE = "echo";
      const id = await world.start("changing");
      await world.clock.settle();
      process.env.TEST_SHAPE = shape;
      await world.event(id, "go");
      const { runtimeStatus, output } = await world.status(id);
      assert.equal(runtimeStatus, "Failed");
      assert.match(String(output), /^Non-Deterministic workflow detected: .*'echo'/);
    });
});

describe("a sub-orchestration", () => {
  let world: HostWorld;
  before(async () => {
    world = await HostWorld.start();
  });
  after(() => world.close());

  it("returns its output to its parent, and knows its parent", async () => {
    const { output, instanceId } = await world.run("parent", { child: "clock", id: "kid" });
    const { child } = output as { child: { parent: string; id: string } };
    assert.deepEqual([child.parent, child.id], [instanceId, "kid"]);
  });

  it("gets an id from its parent's execution id by default", async () => {
    const { output, instanceId } = await world.run("parent", { child: "clock" });
    const started = world.host.historyOf(instanceId).find((event) => "OrchestrationInstance" in event);
    const { ExecutionId = "" } = started?.OrchestrationInstance ?? {};
    assert.equal((output as { child: { id: string } }).child.id, `${ExecutionId}:0`);
  });

  it("that fails is an error in its parent", async () => {
    const { output } = await world.run("parent", { child: "failing" });
    assert.match((output as { caught: string }).caught, /'failing' failed: oops/);
  });

  it("that is terminated fails its parent before the parent's catch, as the real library does", async () => {
    const id = await world.start("parent", { child: "await", id: "waiting-kid" });
    await world.clock.settle();
    await world.durable("POST", "instances/waiting-kid/terminate?reason=enough");
    const { runtimeStatus, output, customStatus } = await world.ending(id);
    assert.deepEqual([runtimeStatus, customStatus], ["Failed", null]);
    assert.match(String(output), /Task with ID 0 failed but we could not parse its exception data/);
    const failure = world.host.historyOf(id).find((event) => "Reason" in event && "Details" in event);
    assert.partialDeepStrictEqual(failure, { Reason: "enough", Details: null, FailureDetails: null });
  });

  it("with the id of its parent fails where the real host hangs", async () => {
    const id = await world.start("parent", { child: "await", id: "same" }, "same");
    assert.match(String((await world.ending(id)).output), /instance id 'same'.*hangs/);
  });

  it("with the id of a running instance is an error in its parent where the real host hangs", async () => {
    await world.start("await", null, "taken");
    const { output } = await world.run("parent", { child: "await", id: "taken" });
    assert.match((output as { caught: string }).caught, /'taken' is already running/);
  });
});
