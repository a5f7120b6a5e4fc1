import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { takeRing } from "../../../src/activities/rings/takeRing.ts";
import {
  azureOfWorld,
  inArmedWorld,
  minuteMs,
  ringRecord,
  ringsOf,
  runningRings,
} from "../../support/rings/armedWorld.ts";
import { vm, vmId, type World } from "../../support/world/world.ts";
import type { TakenRing } from "../../../src/captures/rings/takenRing.ts";

/** Takes the ring of WEB01, as the step of an alert does. */
async function take(world: World, instanceId: string): Promise<TakenRing> {
  const target = { ...vm("WEB01"), name: "WEB01", hasAgent: true };
  const order = { vm: target, captureName: "alert-WEB01-0123456789abcdef" };
  const taken = await takeRing(azureOfWorld())(order, {
    ...{ attempt: 1, isLast: false, now: new Date(world.clock.now()).toISOString(), instanceId },
    instances: () => assert.fail("it needs none"),
    log: () => undefined,
  });
  assert.ok("sessions" in taken);
  return taken;
}

describe("an alert on an armed VM", () => {
  it(
    "gets the ring, which ends, and the VM has another one within two minutes",
    inArmedWorld({}, async (world) => {
      await world.clock.advance(10 * minuteMs);
      const [first] = await ringsOf(world);
      const taken = await take(world, "alert-1");
      assert.equal(taken.problem, null);
      assert.deepEqual(
        taken.sessions.map(({ captureName }) => captureName),
        [first?.name],
      );
      await world.clock.advance(2 * minuteMs);
      const [ended, next, ...more] = await ringsOf(world);
      assert.ok(ended !== undefined && next !== undefined && more.length === 0);
      assert.equal(ended.stopReason, "Manual");
      assert.equal(ended.deletedAt, null, "its status is kept for the alert");
      assert.ok(ended.endedAt !== null && ended.endedAt <= next.createdAt);
      assert.equal(next.status, "Running");
      await world.clock.advance(17 * minuteMs);
      assert.notEqual((await ringsOf(world))[0]?.deletedAt, null, "and then it is deleted");
      assert.equal((await runningRings(world)).length, 1);
    }),
  );

  it(
    "gets the same when its step is repeated, and another alert gets none",
    inArmedWorld({}, async (world) => {
      await world.clock.advance(10 * minuteMs);
      const taken = await take(world, "alert-1");
      assert.deepEqual(await take(world, "alert-1"), taken);
      const other = await take(world, "alert-2");
      assert.deepEqual(other.sessions, []);
      assert.match(other.problem ?? "", /Another alert has just taken the ring/);
      await world.clock.advance(2 * minuteMs);
      assert.deepEqual(await take(world, "alert-1"), taken, "also when the next ring runs");
      assert.equal((await runningRings(world)).length, 1);
    }),
  );

  it(
    "also gets the session that ended shortly before",
    inArmedWorld({}, async (world) => {
      await world.clock.advance(10 * minuteMs);
      const first = await take(world, "alert-1");
      await world.clock.advance(3 * minuteMs);
      const second = await take(world, "alert-2");
      assert.equal(second.sessions.length, 2);
      assert.deepEqual(second.sessions[0], first.sessions[0]);
      await world.clock.advance(15 * minuteMs);
      assert.equal((await take(world, "alert-3")).sessions.length, 1);
    }),
  );

  it(
    "gets none of a VM that is not armed",
    inArmedWorld({ ARMED_VMS: vmId("WEB02") }, async (world) => {
      await world.clock.advance(2 * minuteMs);
      const taken = await take(world, "alert-1");
      assert.deepEqual([taken.sessions, taken.problem], [[], "This VM has no ring."]);
      assert.equal((await ringRecord(azureOfWorld())).rings.length, 1);
    }),
  );
});
