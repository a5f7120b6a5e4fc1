import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { emptyRecord } from "../../../src/captures/grants/grantRecord.ts";
import { isRefusal } from "../../../src/captures/outcome/refusal.ts";
import { decideClearance } from "../../../src/captures/site/clearance.ts";
import { isOurs } from "../../../src/captures/site/isOurs.ts";
import { inWorld } from "../../support/world/inWorld.ts";
import { common, vmId } from "../../support/world/world.ts";
import type { CaptureSession } from "../../../src/captures/site/captureSession.ts";

const account = (name: string) =>
  `/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/${name}`;
const limits = { timeLimitSeconds: 300, maxBytes: 1000, bytesPerPacket: 0, filters: [] };
const owner = { namePrefix: "alert", storageAccountId: account("Captures"), limits };
const name = "alert-WEB01-0123456789abcdef";
const like = (facts: Partial<CaptureSession> = {}): CaptureSession => ({
  ...{ name, target: vmId("WEB01"), provisioningState: "Succeeded", limits },
  ...{ storageId: account("captures"), fileUrl: null, guestPath: null, ...facts },
});

/** Sessions that are named exactly like ours, and are none of ours. */
const strangers: Readonly<Record<string, Partial<CaptureSession>>> = {
  "which writes to another storage account": { storageId: account("theirs") },
  "which writes to another account of a longer name": { storageId: account("captures2") },
  "which writes nowhere that is known": { storageId: null },
  "which writes to another path on the VM": { storageId: null, guestPath: `/var/captures/x/${name}.cap` },
  "which runs longer than ours may": { limits: { ...limits, timeLimitSeconds: 301 } },
  "which is larger than ours may be": { limits: { ...limits, maxBytes: 1001 } },
  "which is continuous": { limits: null },
};

describe("a session that is named like ours", () => {
  it("is ours when it writes where ours write, within our limits", () => {
    assert.ok(isOurs(like(), owner));
    assert.ok(isOurs(like({ storageId: null, guestPath: `/var/captures/${name}.cap` }), owner));
    assert.ok(isOurs(like({ storageId: null, guestPath: `C:\\Captures\\${name}.cap` }), owner));
  });

  const decision = (session: CaptureSession, captureName: string) =>
    decideClearance(
      {
        ...{ watcher: "nw", sessions: [session], ledger: emptyRecord("e"), stopping: new Set<string>() },
        statuses: new Map([[name, { state: "Running", stopReason: null, errors: [], startedAt: null }]]),
      },
      {
        ...{ captureName, vmId: vmId("WEB01"), owner },
        ...{ now: "2026-11-26T08:00:00Z", arrivedAt: "2026-11-26T08:00:00Z" },
        plan: {
          ...{ limits, namePrefix: "alert", sessionLimit: 100, conflictPolicy: "join", cooldownSeconds: 0 },
          ...{ installAgent: false, poll: { minSeconds: 5, maxSeconds: 300 } },
        },
      },
    );

  for (const [what, facts] of Object.entries(strangers))
    it(`${what} is not followed; with our exact name it is a conflict`, () => {
      const session = like(facts);
      assert.equal(isOurs(session, owner), false);
      assert.deepEqual(decision(session, "alert-WEB01-ffffffffffffffff"), { next: "create" });
      const own = decision(session, name);
      assert.ok(isRefusal(own));
      assert.equal(own.refused, "conflict");
    });

  it("and runs for hours does not hold up an alert, and is left alone", () =>
    inWorld({ CAPTURE_ANALYZE_MAX_BYTES: "0" }, async (world) => {
      await world.createForeign(name, "WEB01");
      const before = world.clock.now();
      const { capture } = await world.run(await common("WEB01"));
      assert.deepEqual([capture.outcome, capture.joined], ["captured", false]);
      assert.notEqual(capture.captureName, name);
      assert.ok(world.clock.now() - before < 120_000);
      const theirs = (await world.captures()).find((session) => session.name === name);
      assert.deepEqual([theirs?.status, theirs?.deletedAt], ["Running", null]);
    }));
});
