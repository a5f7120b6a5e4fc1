import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { emptyRecord } from "../../../../src/captures/grants/grantRecord.ts";
import { roomFor } from "../../../../src/captures/rings/arming/roomFor.ts";
import { emptyRingRecord } from "../../../../src/captures/rings/ringRecord.ts";
import { liveFacts, ringFacts, vmIdOf } from "../../../support/rings/rings.ts";
import type { CaptureSession } from "../../../../src/captures/site/captureSession.ts";

const storageAccountId = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/a";
const limits = { timeLimitSeconds: 300, maxBytes: 1000 };
const owner = { namePrefix: "alert", storageAccountId, limits };
const hash = (number: number) => number.toString(16).padStart(16, "0");

const base = { target: vmIdOf("WEB01"), provisioningState: "Succeeded", fileUrl: null, guestPath: null };
const ring = (name: string): CaptureSession => ({
  ...{ ...base, name, isContinuous: true, limits: null, storageId: storageAccountId },
});
const capture = (name: string): CaptureSession => ({
  ...{ ...base, name, limits: { ...limits, bytesPerPacket: 0, filters: [] }, storageId: storageAccountId },
});

const some = (count: number, make: (number: number) => CaptureSession) =>
  Array.from({ length: count }, (_, number) => make(number));
const rings = (count: number) => some(count, (number) => ring(`alert-ring-WEB01-${hash(number)}`));
const captures = (count: number) => some(count, (number) => capture(`alert-WEB01-${hash(number)}`));

const room = (sessionLimit: number, sessions: readonly CaptureSession[], record = emptyRingRecord) => {
  const { watcher } = ringFacts();
  assert.ok(watcher !== null);
  const facts = { watcher, sessions, grants: emptyRecord(""), rings: record, owner };
  return roomFor({ ...facts, sessionLimit, now: "2026-11-26T11:00:00.000Z" });
};

/** Rings that find room beside so many captures of the app. */
function most(sessionLimit: number, running = 0): number {
  const hasRoom = (count: number) => room(sessionLimit, [...rings(count), ...captures(running)]) === null;
  let [least, most] = [0, sessionLimit];
  while (least < most) {
    const middle = Math.floor((least + most) / 2);
    [least, most] = hasRoom(middle) ? [middle + 1, most] : [least, middle];
  }
  return least;
}

describe("room for rings", () => {
  it("leaves two places of a Network Watcher to captures, a tenth of many, and one of two", () => {
    const limitsAndShares = [1, 2, 3, 4, 5, 10, 20, 30, 100, 10_000].map((limit) => [limit, most(limit)]);
    assert.deepEqual(limitsAndShares, [
      ...[
        [1, 0],
        [2, 1],
        [3, 1],
        [4, 2],
        [5, 3],
        [10, 8],
      ],
      ...[
        [20, 18],
        [30, 27],
        [100, 90],
        [10_000, 9000],
      ],
    ]);
  });

  it("is not taken by captures in the places that are theirs, but by those beyond", () => {
    assert.deepEqual(
      [0, 1, 2, 3, 4].map((running) => most(10, running)),
      [8, 8, 8, 7, 6],
    );
  });

  it("counts sessions of others, and rings that are not listed yet", () => {
    const others = some(5, (number) => capture(`other-${number}`));
    assert.equal(room(10, [...others, ...rings(2)]), null);
    assert.notEqual(room(10, [...others, ...rings(3)]), null);
    const begun = { ...emptyRingRecord, rings: [ringFacts({ session: liveFacts({ captureName: "new" }) })] };
    assert.notEqual(room(10, [...others, ...rings(2)], begun), null);
  });

  it("says how many places are left to captures, and may come", () => {
    const full = room(10, rings(8));
    assert.deepEqual([full?.refusal.refused, full?.refusal.passing], ["session-limit", true]);
    assert.match(full?.refusal.hint ?? "", /holds 8 packet captures.*limit is 10, and rings leave 2 of them/);
  });
});
