import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { nextStep } from "../../../../src/captures/rings/arming/nextStep.ts";
import { noteStatus } from "../../../../src/captures/rings/arming/noteStatus.ts";
import { reconcile } from "../../../../src/captures/rings/arming/reconcile.ts";
import { emptyRingRecord, ringOf, type RingRecord } from "../../../../src/captures/rings/ringRecord.ts";
import { at, endedFacts, liveFacts, ringFacts, vmIdOf } from "../../../support/rings/rings.ts";
import type { Ring } from "../../../../src/captures/rings/ring.ts";
import type { CaptureSession } from "../../../../src/captures/site/captureSession.ts";

const now = at("11:00:00");
const vmId = vmIdOf("WEB01");
const storageAccountId = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/new";
const { watcher } = ringFacts();
const live = liveFacts({ checkedAt: at("10:59:00") });

const listed = (facts: Partial<CaptureSession> = {}): CaptureSession => ({
  ...{ name: live.captureName, target: vmId, provisioningState: "Succeeded", isContinuous: true },
  ...{ limits: null, storageId: storageAccountId, fileUrl: null, guestPath: null },
  ...facts,
});

/** The record after a survey; null: the Network Watcher did not answer. */
function surveyed(ring: Ring, sessions: readonly CaptureSession[] | null, vmIds = [vmId]): RingRecord {
  assert.ok(watcher !== null);
  return reconcile(
    { ...emptyRingRecord, rings: [ring] },
    {
      ...{ vmIds, problems: [], isComplete: true, now, sessionSeconds: 86_400 },
      ...{ owner: { namePrefix: "alert", storageAccountId } },
      lists: sessions === null ? [] : [{ watcher, sessions }],
    },
  );
}

describe("a ring beside the list of its Network Watcher", () => {
  it("is left as it is where the list shows it", () => {
    const ring = ringFacts({ session: live });
    assert.equal(ringOf(surveyed(ring, [listed()]), vmId), ring);
  });

  it("is renewed at once when it writes to an account that the app has no longer", () => {
    const ring = ringFacts({ session: live });
    const astray = ringOf(surveyed(ring, [listed({ storageId: "/subscriptions/s/old" })]), vmId);
    assert.ok(astray !== undefined);
    const { captureName } = live;
    assert.deepEqual(nextStep(astray, now), { kind: "stop", captureName, why: "renewal" });
    assert.equal(astray.fault, null);
    const again = ringOf(surveyed(astray, [listed({ storageId: "/subscriptions/s/old" })]), vmId);
    assert.equal(again, astray, "once");
  });

  it("is looked at, and not lost, where one list lacks it", () => {
    const missed = ringOf(surveyed(ringFacts({ session: live }), []), vmId);
    assert.ok(missed !== undefined);
    assert.deepEqual([missed.session?.captureName, missed.fault], [live.captureName, null]);
    const { captureName } = live;
    assert.deepEqual(nextStep(missed, now), { kind: "check", captureName, isRoutine: false });
    const note = { captureName, now, sessionSeconds: 86_400 };
    const running = { state: "Running", stopReason: null, errors: [], startedAt: null } as const;
    const seen = noteStatus(missed, { ...note, status: running });
    assert.equal(nextStep(seen, now), null);
    const lost = noteStatus(missed, { ...note, status: null });
    assert.deepEqual([lost.session, lost.fault?.code], [null, "capture-lost"]);
  });
});

describe("a VM that is armed no longer", () => {
  const ended = [endedFacts({ isDeleted: true, endedAt: at("10:59:00"), keptUntil: at("10:59:00") })];
  const ring = ringFacts({ isLeaving: true, ended });
  const deleted = listed({ name: endedFacts().captureName, provisioningState: "Deleting" });

  it("stays in the record until the list no longer has its sessions", () => {
    assert.deepEqual(surveyed(ring, [deleted], []).rings, [ring]);
    assert.deepEqual(surveyed(ring, null, []).rings, [ring]);
    assert.deepEqual(surveyed(ring, [], []).rings, []);
  });
});
