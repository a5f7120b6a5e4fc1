import assert from "node:assert/strict";
import { it } from "node:test";
import { PoisonablePackage } from "../../support/analysis/poisonablePackage.ts";
import { analyzed, common, World } from "../../support/world/world.ts";

it("an analysis that loops for ever keeps neither health nor alerts waiting, and virtual time waits for it", async () => {
  const bundle = await PoisonablePackage.create();
  const world = await World.start(analyzed, { appDirectory: bundle.directory });
  try {
    await bundle.poison("loop");
    const first = await world.fire(await common("WEB01"));
    await world.reach(first, "capturing");
    const ending = world.outcome(first);
    const analysis = await bundle.begun();
    const now = world.clock.now();
    // All of it would wait for ever in the thread of the analysis.
    assert.equal((await world.app("GET", "/health")).status, 200);
    const second = await world.fire(await common("WEB02"));
    assert.equal((await world.status(first)).customStatus?.phase, "analyzing");
    assert.equal(world.clock.now(), now);
    await bundle.poison("none");
    process.kill(analysis, "SIGKILL");
    const hints = [await ending, await world.outcome(second)].map(({ captures }) => captures[0]?.hint);
    assert.deepEqual(hints, ["The capture file was not analyzed: Its analysis broke off (SIGKILL).", null]);
  } finally {
    await world.close();
    await bundle.close();
  }
});
