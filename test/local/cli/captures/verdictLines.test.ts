import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { instanceLines } from "../../../../local/cli/captures/instanceLines.ts";
import { verdictLines } from "../../../../local/cli/captures/verdictLines.ts";

describe("captures show", () => {
  it("has a line for each of Azure's verdicts, and what could not be asked", () => {
    const nextHop = { type: "None", address: null, routeTable: "rt-spoke" };
    const verdicts = [
      { flow: "TCP a > b", access: "Deny", rule: "DenyAllInBound", nextHop, at: "2026-11-23T02:06:10Z" },
      { flow: "TCP c > d", access: null, rule: null, nextHop: null },
    ];
    assert.deepEqual(verdictLines({ network: { verdicts, remark: "Not allowed." } }), [
      "TCP a > b: Deny by DenyAllInBound, next hop None in rt-spoke, as of 2026-11-23T02:06:10Z",
      "TCP c > d: no verdict",
      "Not allowed.",
    ]);
    assert.deepEqual(verdictLines({ network: null }), []);
  });

  it("has a line for each instance of a scale set, and none for a VM", () => {
    const gone = { id: "3", outcome: "gone", fileUrl: null, bytes: null, error: "It is off.", lead: null };
    assert.deepEqual(instanceLines({ instances: [gone] }), ["3: gone, It is off."]);
    assert.deepEqual(instanceLines({ instances: null }), []);
  });
});
