import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inArmedWorld, minuteMs, ringsOf, runningRings } from "../../support/rings/armedWorld.ts";
import { vmId } from "../../support/world/world.ts";

describe("arming", () => {
  it(
    "starts a ring on an armed VM within two minutes, with the settings, and on no other VM",
    inArmedWorld({ ARMED_FILE_COUNT: "5", ARMED_SESSION_SECONDS: "7200" }, async (world) => {
      await world.clock.advance(2 * minuteMs);
      const [ring, ...more] = await ringsOf(world);
      assert.ok(ring !== undefined && more.length === 0);
      assert.match(ring.name, /^alert-ring-WEB01-[0-9a-f]{16}$/);
      assert.equal(ring.target, vmId("WEB01"));
      const session = await world.session(ring.name);
      assert.equal(session.continuousCapture, true);
      assert.equal(session.bytesToCapturePerPacket, 128);
      assert.deepEqual(session.captureSettings, {
        fileCount: 5,
        fileSizeInBytes: 10_485_760,
        sessionTimeLimitInSeconds: 7200,
      });
    }),
  );

  it(
    "renews a ring that is about to end, by a session of a new name, and deletes the old one",
    inArmedWorld({ ARMED_SESSION_SECONDS: "3600" }, async (world) => {
      await world.clock.advance(65 * minuteMs);
      const [first, second, ...more] = await ringsOf(world);
      assert.ok(first !== undefined && second !== undefined && more.length === 0);
      assert.notEqual(first.name, second.name);
      assert.equal(first.stopReason, "Manual");
      assert.ok(first.deletedAt !== null && first.endedAt !== null);
      assert.ok(first.endedAt <= second.createdAt, "the second begins when the first has ended");
      assert.deepEqual(
        (await runningRings(world)).map(({ name }) => name),
        [second.name],
      );
    }),
  );

  it(
    "asks for a status now and then, and a quiet minute is one list",
    inArmedWorld({}, async (world) => {
      await world.clock.advance(5 * minuteMs);
      await world.control("DELETE", "/requests");
      await world.clock.advance(60 * minuteMs);
      const requests = await world.requests();
      const count = (end: string) => requests.filter(({ path }) => path.includes(end)).length;
      assert.ok(count("/queryStatus") >= 8 && count("/queryStatus") <= 13, String(count("/queryStatus")));
      assert.ok(count("/packetCaptures?") >= 58 && count("/packetCaptures?") <= 61);
      assert.ok(requests.every(({ method }) => method !== "PUT" && method !== "DELETE"));
    }),
  );
});
