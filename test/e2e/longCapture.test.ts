import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { common, World } from "./world.ts";

describe("a capture of five hours", () => {
  let world: World;
  before(async () => {
    world = await World.start({ CAPTURE_TIME_LIMIT_SECONDS: "18000" });
  });
  after(() => world.close());

  it("is followed to its end with at most 1,000 history events", async () => {
    const instance = await world.fire(await common("WEB01"));
    const started = world.clock.now();
    const { captures } = await world.outcome(instance);
    assert.equal(captures[0]?.stopReason, "TimeExceeded");
    assert.ok(world.clock.now() - started >= 18_000_000);
    const { historyEvents } = (await (
      await fetch(`${instance.statusQueryGetUri}&showHistory=true`)
    ).json()) as {
      historyEvents: unknown[];
    };
    // The status query leaves out what only frames an episode: three of the eight events of each look.
    assert.ok(historyEvents.length <= 500, `${historyEvents.length} events`);
  });
});
