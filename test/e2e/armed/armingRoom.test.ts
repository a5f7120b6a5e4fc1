import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inArmedWorld, minuteMs, runningRings } from "../../support/rings/armedWorld.ts";
import { common, vm, vmId, type World } from "../../support/world/world.ts";

const both = `${vmId("WEB01")},${vmId("WEB02")}`;
const short = { CAPTURE_TIME_LIMIT_SECONDS: "30" };

/** Captures of alerts that the Network Watcher still has. */
const keptCaptures = async (world: World) =>
  (await world.captures()).filter(({ name, deletedAt }) => !name.includes("-ring-") && deletedAt === null);

describe("a Network Watcher at its limit", () => {
  it(
    "has rings up to their share, an alert captures, and the VM has its ring again",
    inArmedWorld({ ...short, ARMED_VMS: both, CAPTURE_SESSION_LIMIT: "2" }, async (world) => {
      await world.clock.advance(10 * minuteMs);
      const [ring, ...more] = await runningRings(world);
      assert.ok(ring !== undefined && more.length === 0);
      const { capture } = await world.run(await common(ring.target.split("/").at(-1) ?? ""));
      assert.equal(capture.outcome, "captured", capture.hint ?? "");
      await world.clock.advance(10 * minuteMs);
      const [next, ...others] = await runningRings(world);
      assert.ok(next !== undefined && others.length === 0);
      assert.notEqual(next.name, ring.name);
      assert.equal((await keptCaptures(world)).length, 1);
    }),
  );

  it(
    "gets a ring in the place of the app's own oldest capture that has ended",
    inArmedWorld({ ...short, CAPTURE_SESSION_LIMIT: "3" }, async (world) => {
      await world.control("PUT", "/vms", [vm("WEB01", { powerState: "deallocated" }), vm("WEB02")]);
      for (let alert = 1; alert <= 3; alert += 1) await world.run(await common("WEB02"));
      const [first, ...later] = await keptCaptures(world);
      assert.ok(first !== undefined && later.length === 2);
      await world.control("PUT", "/vms", [vm("WEB01"), vm("WEB02")]);
      await world.clock.advance(7 * minuteMs);
      assert.equal((await runningRings(world)).length, 1);
      assert.deepEqual(
        (await keptCaptures(world)).map(({ name }) => name),
        later.map(({ name }) => name),
      );
      assert.equal((await world.emails()).length, 3, "nobody is told");
    }),
  );
});
