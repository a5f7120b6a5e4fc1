import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { HostWorld } from "../../../support/world/hostWorld.ts";

describe("Task.all and Task.any", () => {
  let world: HostWorld;
  before(async () => {
    world = await HostWorld.start();
  });
  after(() => world.close());

  it("all: returns every result in order", async () => {
    const { output } = await world.run("all", { count: 30 });
    assert.deepEqual(
      output,
      Array.from({ length: 30 }, (_, index) => index),
    );
  });

  it("all: continues only when the siblings of a failed task have ended, like the extension", async () => {
    const started = world.clock.now();
    const { output, historyEvents = [] } = await world.run("allFailing");
    assert.equal(output, "caught");
    const echo = historyEvents.find(({ FunctionName }) => FunctionName === "echo");
    assert.equal(Date.parse(String(echo?.ScheduledTime)) - started, 60_000);
  });

  it("any: the event wins, and the cancelled timer does not delay the end", async () => {
    const id = await world.start("race");
    await world.event(id, "go", { n: 1 });
    const { runtimeStatus, output } = await world.status(id);
    assert.deepEqual({ runtimeStatus, output }, { runtimeStatus: "Completed", output: { event: { n: 1 } } });
  });

  it("any: the timer wins", async () => {
    assert.equal((await world.run("race")).output, "timer");
  });

  it("nest in each other", async () => {
    assert.deepEqual((await world.run("nested")).output, [1, 2]);
  });
});
