import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { refuse } from "../../../../src/captures/outcome/refusal.ts";
import { reconcile } from "../../../../src/captures/rings/arming/reconcile.ts";
import { ringEvents } from "../../../../src/captures/rings/arming/ringEvents.ts";
import { ringNotes } from "../../../../src/captures/rings/arming/ringNotes.ts";
import { emptyRingRecord } from "../../../../src/captures/rings/ringRecord.ts";
import { at, liveFacts, ringFacts, strayFacts, vmIdOf } from "../../../support/rings/rings.ts";

const scope = "/subscriptions/6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11/resourceGroups/Prod-Web-RG";
const vmId = vmIdOf("WEB01");
const refusal = refuse("access-denied", "List the VMs: 403.");
const facts = {
  ...{
    vmIds: [vmId],
    problems: [],
    isComplete: true,
    lists: [],
    sessionSeconds: 86_400,
    now: at("11:00:00"),
  },
  owner: { namePrefix: "alert", storageAccountId: "/subscriptions/s/resourceGroups/g" },
};
const unlisted = { ...facts, vmIds: [], problems: [{ id: scope, refusal }], isComplete: false };
const armed = { ...emptyRingRecord, rings: [ringFacts({ session: liveFacts() })] };

describe("a scope whose VMs cannot be listed", () => {
  it("leaves the rings in it as they are, and has a fault of its own", () => {
    const { rings } = reconcile(armed, unlisted);
    assert.equal(rings[0], armed.rings[0]);
    assert.deepEqual(
      rings.slice(1).map((ring) => [ring.vmId, ring.fault?.hint, ring.isLeaving]),
      [[scope, refusal.hint, false]],
    );
  });

  it("is forgotten when it can be listed again; nothing was disarmed", () => {
    const troubled = reconcile(armed, unlisted);
    const listed = reconcile(troubled, facts);
    assert.deepEqual(listed.rings, armed.rings);
    assert.deepEqual(ringEvents(troubled, listed), []);
  });
});

describe("a session that the record did not know", () => {
  it("is logged once when it is asked to stop", () => {
    const stray = strayFacts({ captureName: "stray", startedAt: at("10:00:00") });
    const before = { ...emptyRingRecord, rings: [ringFacts({ strays: [stray] })] };
    const rings = before.rings.map((ring) => ringNotes.stop(ring, "stray", null, at("11:00:00")));
    const after = { ...before, rings };
    const stopped = ["ring.stopped", { captureName: "stray", vmId, why: "stray" }];
    assert.deepEqual(ringEvents(before, after), [stopped]);
    const again = { ...after, rings: after.rings.map((ring) => ({ ...ring })) };
    assert.deepEqual(ringEvents(after, again), []);
  });
});

describe("a VM that is armed no longer", () => {
  it("leaves once all scopes are listed, and its disarming is logged when nothing is left", () => {
    const leaving = reconcile(armed, { ...facts, vmIds: [] });
    assert.deepEqual(
      leaving.rings.map(({ isLeaving, session }) => [isLeaving, session !== null]),
      [[true, true]],
    );
    const ended = { ...leaving, rings: leaving.rings.map((ring) => ({ ...ring, session: null })) };
    const gone = reconcile(ended, { ...facts, vmIds: [] });
    assert.deepEqual(gone.rings, []);
    assert.deepEqual(ringEvents(ended, gone), [["ring.disarmed", { vmId }]]);
  });
});
