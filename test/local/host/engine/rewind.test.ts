import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { shapeOf } from "../../../support/histories/shape.ts";
import { HostWorld } from "../../../support/world/hostWorld.ts";

describe("POST instances/{id}/rewind", () => {
  let world: HostWorld;
  before(async () => {
    world = await HostWorld.start();
  });
  after(() => world.close());

  const rewind = async (id: string) =>
    (await world.durable("POST", `instances/${id}/rewind?reason=x`)).status;

  it("calls the failed activity of a failed instance again; earlier results stay", async () => {
    const { instanceId: id, runtimeStatus } = await world.run("echoThenFlaky", { key: "one", failures: 1 });
    assert.equal(runtimeStatus, "Failed");
    assert.equal(await rewind(id), 202);
    const { runtimeStatus: end, output } = await world.ending(id);
    assert.deepEqual([end, output], ["Completed", ["kept", 2]]);
    assert.deepEqual(shapeOf(world.host.historyOf(id), id), [
      "ExecutionStarted echoThenFlaky",
      ...["TaskScheduled #0 echo", "TaskCompleted #0"],
      ...["GenericEvent", "GenericEvent", "GenericEvent", "GenericEvent"],
      ...["TaskScheduled #1 flaky", "TaskCompleted #1", "ExecutionCompleted Completed"],
    ]);
  });

  it("rewinds the failed child of a failed instance, whose end wakes its parent", async () => {
    const { instanceId: id, runtimeStatus } = await world.run("callsFlakyChild", { key: "two", failures: 1 });
    assert.equal(runtimeStatus, "Failed");
    assert.equal(await rewind(id), 202);
    const { runtimeStatus: end, output } = await world.ending(id);
    assert.deepEqual([end, output], ["Completed", 2]);
  });

  it("fails again where the cause is still there", async () => {
    const { instanceId: id } = await world.run("failing");
    assert.equal(await rewind(id), 202);
    assert.equal((await world.ending(id)).runtimeStatus, "Failed");
  });

  it("answers 412 for an instance that runs or completed", async () => {
    const { instanceId } = await world.run("call", { activity: "echo" });
    assert.equal(await rewind(instanceId), 412);
    assert.equal(await rewind(await world.start("await")), 412);
  });
});
