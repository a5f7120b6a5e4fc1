import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { common, World } from "../../support/world/world.ts";

describe("the event stop", () => {
  let world: World;
  before(async () => {
    world = await World.start({ CAPTURE_TIME_LIMIT_SECONDS: "3600" });
  });
  after(() => world.close());

  const stop = async (uri: string): Promise<void> => {
    const response = await fetch(uri.replace("{eventName}", "stop"), {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: "null",
    });
    assert.equal(response.status, 202);
  };

  it("ends the capture early, as the report says", async () => {
    const instance = await world.fire(await common("WEB01"));
    await world.reach(instance, "capturing");
    await world.clock.advance(20_000);
    await stop(instance.sendEventPostUri);
    const stoppedAt = world.clock.now();
    const { captures } = await world.outcome(instance);
    assert.ok(world.clock.now() - stoppedAt < 60_000);
    assert.equal(captures[0]?.outcome, "captured");
    assert.equal(captures[0].stopReason, "Manual");
    assert.match((await world.emails()).at(-1)?.text ?? "", /stopped early/i);
  });

  it("works before the capture has started", async () => {
    const instance = await world.fire(await common("WEB02"));
    await stop(instance.sendEventPostUri);
    const { captures } = await world.outcome(instance);
    assert.equal(captures[0]?.stopReason, "Manual");
  });
});
