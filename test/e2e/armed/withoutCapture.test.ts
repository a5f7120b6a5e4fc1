import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { describe, it } from "node:test";
import { freshOccurrence } from "../../../local/cli/freshOccurrence.ts";
import { inArmedWorld, minuteMs, runningRings } from "../../support/rings/armedWorld.ts";
import { lineOf } from "../../support/world/interruptions.ts";
import { analyzed, common, vm, type World } from "../../support/world/world.ts";

const settings = { ...analyzed, ARMED_FILE_COUNT: "3", ARMED_FILE_BYTES: "262144" };

/** Lets the ring of WEB01 record, then stops the VM, and fires an alert on it so much later. */
async function alertAfterStop(world: World, minutes: number) {
  await world.clock.advance(20 * minuteMs);
  await world.control("PUT", "/vms", [vm("WEB01", { powerState: "deallocated" }), vm("WEB02")]);
  await world.clock.advance(minutes * minuteMs);
  return alertNow(world);
}

/** An alert on WEB01, and the files that rings have left. */
async function alertNow(world: World) {
  const firedAt = new Date(world.clock.now() - minuteMs).toISOString();
  const result = await world.run(freshOccurrence(await common("WEB01"), randomUUID(), firedAt));
  const files = (await world.captures())
    .filter(({ name }) => name.includes("-ring-"))
    .flatMap((ring) => ring.files?.map(({ url }) => url) ?? []);
  return { ...result, files };
}

describe("an alert on an armed VM that has stopped", () => {
  it(
    "has the files of the ring that recorded until then, as the only packets",
    inArmedWorld(settings, async (world) => {
      const { capture, emails, files } = await alertAfterStop(world, 2);
      assert.deepEqual([capture.outcome, capture.code], ["failed", "vm-not-running"]);
      assert.ok(files.length > 0);
      assert.deepEqual(capture.before?.files.toSorted(), files.toSorted());
      const [email] = emails;
      assert.ok(email !== undefined && emails.length === 1);
      assert.match(lineOf(email), /Before the capture: \d files? of the ring (?:is|are) in storage/);
      for (const url of files) assert.ok(email.text.includes(url.split("/").at(-1) ?? "-"), url);
      await world.control("PUT", "/vms", [vm("WEB01"), vm("WEB02")]);
      await world.clock.advance(10 * minuteMs);
      assert.equal((await runningRings(world)).length, 1, "started again, it has a ring again");
    }),
  );

  it(
    "has none of a ring that ended long before",
    inArmedWorld(settings, async (world) => {
      const { capture, emails } = await alertAfterStop(world, 120);
      assert.deepEqual([capture.code, capture.before], ["vm-not-running", null]);
      assert.doesNotMatch(emails[0]?.text ?? "", /Before the capture/);
    }),
  );
});

describe("an alert on an armed VM whose capture Azure refuses", () => {
  const refusing = (world: World, status: number) =>
    world.control("PUT", "/faults", [{ method: "PUT", path: "/packetCaptures/alert-WEB01-", status }]);

  it(
    "has the files of the ring, which would else be overwritten, and the VM gets another ring",
    inArmedWorld(settings, async (world) => {
      await world.clock.advance(20 * minuteMs);
      const [ring] = await runningRings(world);
      await refusing(world, 403);
      const { capture, emails, files } = await alertNow(world);
      assert.deepEqual([capture.outcome, capture.code], ["failed", "access-denied"]);
      assert.ok(files.length > 0);
      assert.deepEqual(capture.before?.files.toSorted(), files.toSorted());
      assert.match(lineOf(emails[0] ?? assert.fail("no email")), /Before the capture: \d files? of the ring/);
      await world.clock.advance(5 * minuteMs);
      const [next, ...others] = await runningRings(world);
      assert.ok(next !== undefined && others.length === 0 && next.name !== ring?.name);
    }),
  );

  it(
    "leaves the ring alone where the alert was skipped by decision",
    inArmedWorld({ ...settings, CAPTURES_PER_HOUR: "1" }, async (world) => {
      await world.clock.advance(20 * minuteMs);
      await world.run(await common("WEB02"));
      const [ring] = await runningRings(world);
      const instance = await world.fire(await common("WEB01"));
      const [capture] = (await world.outcome(instance)).captures;
      assert.deepEqual([capture?.outcome, capture?.code, capture?.before], ["skipped", "budget", null]);
      assert.deepEqual(
        (await runningRings(world)).map(({ name }) => name),
        [ring?.name],
      );
    }),
  );
});
