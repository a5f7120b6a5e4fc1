import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { commonAlert, decideAnywhere, reasonOf, sample } from "../../support/alerts/fixtures.ts";

describe("decide: states", () => {
  const inState = (monitorCondition: unknown) => reasonOf(commonAlert({ essentials: { monitorCondition } }));

  for (const [reason, ...states] of [
    ["capture", "Fired", "fired", " FIRED ", "Activated", null, undefined],
    ["resolved", "Resolved", "RESOLVED", "Deactivated", "deactivated "],
    ["unknown-state", "Unknown", "Suppressed", "Fired!", "", " ", 0, true, {}, ["Fired"]],
  ] as const)
    for (const state of states)
      it(`${reason}: ${JSON.stringify(state)}`, () => {
        assert.equal(inState(state), reason);
      });

  it("explains an unknown state without calling it an end, before anything about the target", () => {
    const body = commonAlert({
      essentials: { monitorCondition: "Unknown", alertTargetIDs: ["/subscriptions/x"] },
    });
    const decision = decideAnywhere(body);
    assert.ok(decision.kind === "ignored");
    assert.equal(decision.reason, "unknown-state");
    assert.match(decision.detail, /state is "Unknown", neither a firing nor an end/);
  });

  it("reads the state of every family that has one", () => {
    const legacy = sample("x03-noncommon-vm-netout-activated.json") as { data: object };
    assert.equal(reasonOf({ ...legacy, data: { ...legacy.data, status: "Pending" } }), "unknown-state");
    const classic = sample("x23-classic-unknown-state.json") as object;
    assert.equal(reasonOf({ ...classic, status: "Resolved" }), "resolved");
    assert.equal(reasonOf({ ...classic, status: "Activated" }), "capture");
  });
});
