import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { arrivalOf, joinable } from "../../../src/captures/site/joinable.ts";
import { call } from "../../support/world/calls.ts";
import { inWorld } from "../../support/world/inWorld.ts";
import { common, vmId, World } from "../../support/world/world.ts";
import type { CaptureLimits } from "../../../src/captures/plan/capturePlan.ts";
import type { SessionStatus } from "../../../src/captures/site/captureSession.ts";

const wanted: CaptureLimits = { timeLimitSeconds: 300, maxBytes: 1000, bytesPerPacket: 0, filters: [] };
const running: SessionStatus = { state: "Running", stopReason: null, errors: [], startedAt: null };
const web = { protocol: "TCP", localPort: "443" } as const;
const start = Date.parse("2026-11-26T08:00:00Z");
const at = (seconds: number) => new Date(start + seconds * 1000).toISOString();

/** Whether an alert that arrived so long after the start of a session follows it. */
function joins(
  limits: Partial<CaptureLimits>,
  arrivedAfter = 0,
  status: Partial<SessionStatus> = {},
  want: Partial<CaptureLimits> = {},
): boolean {
  const facts = {
    name: "n",
    target: "t",
    provisioningState: null,
    storageId: null,
    fileUrl: null,
    guestPath: null,
  };
  const session = { ...facts, limits: { ...wanted, ...limits } };
  const candidate = { session, status: { ...running, ...status }, startedAt: at(0) };
  return joinable(candidate, { ...wanted, ...want }, at(arrivedAfter));
}

describe("under join an alert", () => {
  it("follows only a capture at least as wide as its own would be", () => {
    assert.ok(joins({}));
    assert.ok(!joins({ filters: [{ protocol: "UDP", remotePort: "53" }] }));
    assert.ok(joins({ filters: [web] }, 0, {}, { filters: [{ ...web, remoteIPAddress: "10.0.0.4" }] }));
    assert.ok(!joins({ filters: [{ ...web, remoteIPAddress: "10.0.0.4" }] }, 0, {}, { filters: [web] }));
    assert.ok(joins({}, 0, {}, { filters: [web] }));
    assert.ok(!joins({ bytesPerPacket: 128 }));
    assert.ok(joins({}, 0, {}, { bytesPerPacket: 128 }));
    assert.ok(!joins({ bytesPerPacket: 64 }, 0, {}, { bytesPerPacket: 128 }));
    assert.ok(!joins({ maxBytes: 999 }));
  });

  it("follows only a capture with at least half of the wanted time left at its arrival", () => {
    assert.ok(joins({}, 150));
    assert.ok(!joins({}, 151));
    assert.ok(!joins({ timeLimitSeconds: 149 }));
    assert.ok(joins({ timeLimitSeconds: 18_000 }, 17_850));
  });

  it("follows a capture that has ended since its arrival, unless it was stopped or failed", () => {
    const ended = { state: "Stopped", startedAt: at(0) } as const;
    assert.ok(joins({}, 100, { ...ended, stopReason: "TimeExceeded" }));
    assert.ok(!joins({}, 200, { ...ended, stopReason: "TimeExceeded" }));
    assert.ok(!joins({}, 100, { ...ended, stopReason: "Manual" }));
    assert.ok(!joins({}, 0, { ...ended, state: "Error", stopReason: "Error" }));
    assert.ok(joins({}, 0, ended), "it reached its size after the alert had arrived");
    assert.ok(!joins({}, 1, ended), "it may have reached its size before");
  });

  it("has arrived when it was accepted, however late it is begun; an hour at most", () => {
    assert.equal(arrivalOf(at(0), start + 600_000), at(0));
    assert.equal(arrivalOf(undefined, start), at(0));
    assert.equal(arrivalOf(at(60), start), at(0));
    assert.equal(arrivalOf(at(-86_400), start), at(-3600));
  });

  it("is given a capture of its own beside a narrow one, and its report names the filters in force", () =>
    inWorld({ CAPTURE_ANALYZE_MAX_BYTES: "0", CAPTURE_TIME_LIMIT_SECONDS: "300" }, async (world) => {
      const filters = [{ protocol: "UDP", remotePort: "53" }];
      const narrow = { vmId: vmId("WEB01"), timeLimitSeconds: 30, filters };
      const { reply } = await call(world, "captures", narrow);
      await world.reach(reply, "capturing");
      const first = await world.fire(await common("WEB01"));
      await world.reach(first, "capturing");
      const joining = await call(world, "captures", { ...narrow, timeLimitSeconds: 60 });
      const [joined] = (await world.outcome(joining.reply)).captures;
      const [own] = (await world.outcome(first)).captures;
      assert.deepEqual([own?.joined, own?.filters], [false, []]);
      assert.deepEqual([joined?.joined, joined?.captureName, joined?.filters], [true, own?.captureName, []]);
      assert.deepEqual((await world.outcome(reply)).captures[0]?.filters, filters);
      assert.equal((await world.captures()).length, 2);
      const emails = await world.emails();
      assert.equal(emails.filter(({ text }) => text.includes("UDP, remote port 53")).length, 1);
      assert.equal((await world.outcome(first)).joinedBy, 1);
      assert.equal(emails.length, 2, "who joined is told in the report of the capture");
    }));

  it("that is handled only after the report of the capture that ran at its arrival is given its own", async () => {
    const settings = { CAPTURE_ANALYZE_MAX_BYTES: "0", CAPTURE_TIME_LIMIT_SECONDS: "300" };
    const world = await World.start(settings, { startAt: Date.now() });
    try {
      const first = await world.fire(await common("WEB01"));
      await world.reach(first, "capturing");
      await world.control("PUT", "/faults", [{ path: "/virtualMachines/WEB01", status: 503, times: 9 }]);
      const late = await world.fire(await common("WEB01"));
      await world.reach(late, "capturing");
      const [capture] = (await world.outcome(late)).captures;
      assert.equal(capture?.joined, false);
      assert.equal((await world.captures()).length, 2);
      assert.equal((await world.emails()).length, 2);
    } finally {
      await world.close();
    }
  });
});
