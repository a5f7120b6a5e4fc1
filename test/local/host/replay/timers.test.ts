import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { HostWorld } from "../../../support/world/hostWorld.ts";

const hour = 3_600_000;
const day = 24 * hour;

describe("a durable timer", () => {
  let world: HostWorld;
  before(async () => {
    world = await HostWorld.start();
  });
  after(() => world.close());

  for (const [length, ms, segments] of [
    ["no time", 0, 1],
    ["5 hours", 5 * hour, 1],
    ["6 days", 6 * day, 1],
    ["7 days", 7 * day, 3],
    ["30 days", 30 * day, 10],
  ] as const)
    it(`of ${length} fires exactly on time, in ${segments} segment(s)`, async () => {
      const { output, historyEvents = [] } = await world.run("sleep", { ms });
      assert.equal(output, ms);
      const fired = historyEvents.filter(({ EventType }) => EventType === "TimerFired");
      assert.equal(fired.length, segments);
    });

  it("does not fire before its time", async () => {
    const id = await world.start("sleep", { ms: hour });
    await world.clock.advance(hour - 1);
    assert.equal((await world.status(id)).runtimeStatus, "Running");
    await world.clock.advance(1);
    assert.equal((await world.status(id)).runtimeStatus, "Completed");
  });

  it("keeps the orchestration's time and GUIDs at every replay", async () => {
    const [one, other] = [await world.run("clock"), await world.run("clock")];
    const { guids } = one.output as { guids: string[] };
    assert.notEqual(guids[0], guids[1]);
    assert.notDeepEqual(other.output, one.output);
  });
});
