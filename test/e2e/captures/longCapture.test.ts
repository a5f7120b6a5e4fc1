import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { common, World } from "../../support/world/world.ts";

describe("a capture of five hours", () => {
  let world: World;
  before(async () => {
    world = await World.start({ CAPTURE_TIME_LIMIT_SECONDS: "18000", CAPTURE_STORE: "guest" });
  });
  after(() => world.close());

  it("is polled to its end with at most 1,000 history events", async () => {
    const instance = await world.fire(await common("WEB01"));
    const started = world.clock.now();
    const { captures } = await world.outcome(instance);
    assert.equal(captures[0]?.stopReason, "TimeExceeded");
    assert.ok(world.clock.now() - started >= 18_000_000);
    const events = world.environment.historyOf(instance.id).length;
    assert.ok(events > 100 && events <= 1000, `${events} events`);
  });
});
